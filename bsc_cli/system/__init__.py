"""Files, streams, the terminal, and the errors that are reported to the user."""
