"""Pages of signing in, one's own account, and administration."""
