"""Draft the records of a store from an article, by rules that never guess."""
