"""Telling providers what came of their submissions."""
