"""
Activities of providers.

`activity` is one as it is stored, from Draft to Closed; `rows` is one as it is sent; `choices` are the lists of values
that its fields take from. `chunk` takes rows to stored activities.
"""
