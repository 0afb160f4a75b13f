"""The routes of somebody who is signed in, one module for each noun."""
