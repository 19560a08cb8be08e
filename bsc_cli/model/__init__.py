"""The data model: the kinds of record, their fields, and the types of values."""
