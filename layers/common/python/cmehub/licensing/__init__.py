"""
What states' licensing boards see of their licensees: CME credits, and how far these meet what the state asks.

Nothing of certifying boards is seen there, nothing that is not verified, and nothing that a physician withholds.
"""
