"""The rules of `bsc check` and `bsc audit`, and the report of an audit."""
