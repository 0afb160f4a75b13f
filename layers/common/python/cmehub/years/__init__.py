"""
The provider's year: what annual reporting asks of a provider, and what was sent.

What has to be there follows from ACCME's annual reporting: an agreement, the year's activities closed, the learners of
enduring materials counted, a programme summary, contacts that are right.
"""
