"""The function that validates staged chunks."""
