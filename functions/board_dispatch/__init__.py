"""Asks the boards and records what they decide."""
