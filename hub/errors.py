"""What the command line says when something that the user can mend goes wrong."""


class UserError(Exception):
    """Something the user can mend; the message says what is wrong and how to mend it."""
