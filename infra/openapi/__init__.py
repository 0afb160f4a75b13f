"""The descriptions of the deployed HTTP APIs, made from the routes of the functions that answer them."""
