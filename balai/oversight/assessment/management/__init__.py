"""Commands of the assessment."""
