"""The routes of learner records."""
