"""What a person is shown: blocks of text, without widths or colours."""
