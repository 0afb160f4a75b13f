"""
What a physician who is signed in sees: credits with how far they have come, and what can be done about them.

Everything here is made from the records, ledgers and facts that are there for providers and boards; it keeps nothing.
"""
