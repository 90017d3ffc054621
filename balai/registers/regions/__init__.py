"""Official areas: codes, names, dated validity, aliases, search."""
