"""The index of a store, with the code to build, cache, query and search the index.

Only this package imports sqlite3.
"""
