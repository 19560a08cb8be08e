"""The ground: files, streams, the terminal, and the errors a person is told about."""
