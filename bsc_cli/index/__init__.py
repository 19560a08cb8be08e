"""An SQLite database compiled from a store for fast queries. Only this folder uses sqlite3."""
