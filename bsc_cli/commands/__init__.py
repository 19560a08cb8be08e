"""The commands: each module queries the store and prints the result."""
