"""Counting what providers sent."""
