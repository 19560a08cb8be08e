"""What a fact is: the kinds of record, their fields, and the types of values."""
