"""Rows of learner matching in each format: the table of their columns, and a reader for XML."""
