"""Commands of providers: what they send, and what became of it."""
