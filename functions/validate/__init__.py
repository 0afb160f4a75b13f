"""Turns staged rows into records and issues, and asks the boards."""
