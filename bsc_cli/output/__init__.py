"""The output formats. The module of a format is imported only when the format is used."""
