"""The function behind the API's routes that are answered at once."""
