"""Shared records; each part is the only writer of its own."""
