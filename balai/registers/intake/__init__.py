"""Staged imports: rows, errors, difference, apply."""
