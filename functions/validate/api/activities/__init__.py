"""The routes of activities."""
