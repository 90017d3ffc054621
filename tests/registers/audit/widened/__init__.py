"""The part as a later issue may leave it."""
