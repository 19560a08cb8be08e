"""The ground: files, streams, the terminal, and the errors with a message for the user."""
