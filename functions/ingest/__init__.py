"""Reads what providers upload and stages it in chunks."""
