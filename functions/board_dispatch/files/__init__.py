"""The functions that put files of questions for boards and take files of decisions."""
