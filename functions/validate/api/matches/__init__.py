"""The route of matches."""
