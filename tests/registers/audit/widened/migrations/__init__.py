"""The part's migrations with a later one that rebuilds the trail's table on SQLite."""
