"""Accessible charts as SVG text; the list of functions and classes is in README.md."""
