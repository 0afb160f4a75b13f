"""The domain package that CME Hub's functions share: formats, models, rules, rule packs, stores and messages."""
