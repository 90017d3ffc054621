"""Rounds, instruments, lists and results of the assessment."""
