"""The import of results that the ministry or the press published: one kind for the intake."""
