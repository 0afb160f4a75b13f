"""The function that mails providers what has to be mended."""
