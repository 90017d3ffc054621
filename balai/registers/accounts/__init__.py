"""Sign-in, offices, roles and scopes."""
