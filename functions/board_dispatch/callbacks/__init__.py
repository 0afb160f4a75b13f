"""The function that takes decisions that boards call in."""
