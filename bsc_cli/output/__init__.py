"""The formats that a result is printed in: one module for each, imported when it is used."""
