"""
Chunks: up to 500 rows of a submission, the unit of work and of retry.

`ingestion` takes an upload and `staging` its rows into chunks. `validation` takes a staged chunk; `learners`,
`activities` and `matches` say what becomes of its rows, and `outcomes` is what comes of it all.
"""
