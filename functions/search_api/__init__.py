"""Passport search: activities to index files, and questions to answers."""
