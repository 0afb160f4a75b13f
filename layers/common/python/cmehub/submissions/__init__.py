"""
What a provider sent, from its arrival to its report.

`submission` holds the facts about one, from which its state follows. `ingestion` stages rows in chunks, `validation`
takes a chunk, `calls` are answered at once. `follow_ups` sends what follows a fact; `events` and `messages` tell of it.
`reports` says what became of each row.
"""
