"""The function that checks many licensees."""
