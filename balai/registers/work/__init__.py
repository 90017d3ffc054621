"""Background work: the worker and its schedule."""
