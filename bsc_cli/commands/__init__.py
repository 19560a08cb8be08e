"""What each command does: query the store, print the result."""
