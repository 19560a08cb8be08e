"""The rules of `bsc check` and `bsc audit`, and what they report."""
