"""
What certifying boards are asked, what they answer, and how they are reached.

`ledgers` holds requests, decisions, and what a board remembers of a diplomate; `asks` names what waits for an answer.
`dispatch` asks a board by its connection: by its roster, over HTTP or by files. Whatever brings decisions, `answers`
takes them.
"""
