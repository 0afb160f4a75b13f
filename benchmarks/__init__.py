"""Measured claims about the hub, each a ratio or a count taken in one run."""
