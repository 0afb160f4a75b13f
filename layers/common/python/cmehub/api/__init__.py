"""
What the functions behind the API share.

`access` says who may call, by `credentials`, `tokens` and `rates`; `resolver` answers, and tells `problems` as
documents. `calls` takes what is answered at once the way of a chunk; views and documents say what callers are told of
activities and records. `contract` is what every route's description has in common.
"""
