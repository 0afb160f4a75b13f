"""The function that answers the public search."""
