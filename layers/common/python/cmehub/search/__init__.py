"""
The public search of activities.

`documents`, `cards` and `schema` say what the index holds, `writing`, `publication` and `reading` how it comes to be
and is found. `searching` goes from what is asked to a page of results, by `words`, `synonyms`, `filters`, `facets` and
`places`.
"""
