"""A module for each command, which queries the store and prints the result."""
