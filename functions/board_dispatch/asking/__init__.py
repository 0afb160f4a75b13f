"""The function that asks boards."""
