"""Turns rows into records and issues: of staged chunks, and of calls that are answered at once."""
