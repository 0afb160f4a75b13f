"""
Who uses the hub, and by what right.

Providers with their contacts, the keys of their systems, and the webhooks by which they want to be told.
"""
