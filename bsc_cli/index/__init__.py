"""The index of a store: build, cache, query and search it. Only this package imports sqlite3."""
