"""The function behind the API's routes for files, for accounts, and of the sandbox."""
