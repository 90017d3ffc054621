"""Values and protocols that every layer shares; no Django, no clock, no network."""
