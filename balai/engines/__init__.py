"""Computation usable as a library: same input, same output; no Django, no clock, no network."""
