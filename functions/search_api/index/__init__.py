"""The functions that keep the search index up to date and rebuild it."""
