"""One file a command: `balai <part> <verb-noun>`."""
