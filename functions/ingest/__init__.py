"""Takes what providers send: files from the bucket and by the API, staged in chunks."""
