"""The functions that put files of asks for boards and take files of decisions."""
