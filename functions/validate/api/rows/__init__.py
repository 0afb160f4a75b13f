"""Rows of a file that are looked at with other values, before they are sent once more."""
