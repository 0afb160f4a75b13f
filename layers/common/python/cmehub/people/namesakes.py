"""Others of the same name on a roster."""

MOST_NAMESAKES = 5
"""So many others on a roster may have a name that is proof with a birth day alone; see docs/matching.md."""
