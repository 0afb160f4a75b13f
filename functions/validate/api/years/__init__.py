"""The routes of providers' years."""
