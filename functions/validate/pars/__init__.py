"""The function behind the routes for PARS's clients."""
