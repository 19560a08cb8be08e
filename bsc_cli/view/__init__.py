"""What people see: blocks of text, without widths or colours."""
