"""The output formats: a module for each, imported only when it is used."""
