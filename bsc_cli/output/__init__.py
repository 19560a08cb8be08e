"""The formats that results are printed in. Alone draws with Rich."""
