"""The routes of accreditors, who read what their providers report of their years."""
