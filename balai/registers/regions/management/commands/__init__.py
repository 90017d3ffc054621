"""Commands of this part: `balai regions <verb-noun>`."""
