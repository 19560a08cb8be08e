"""The content of tables, charts and trees, without widths or colours."""
