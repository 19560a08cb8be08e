"""A store compiled for fast answers: build, cache, search, query. Alone knows sqlite3."""
