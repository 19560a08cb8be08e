"""What a person is shown, without widths or colours."""
