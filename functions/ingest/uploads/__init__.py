"""The function that takes files from the uploads bucket."""
