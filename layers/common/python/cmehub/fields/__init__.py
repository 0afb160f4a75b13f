"""
What may stand in one field of a row, whatever the row is about.

`types` are the fields' types, whose errors are codes of the issue catalogue; `choices` are lists of values, each known
by several names; `plain_text` makes what strangers wrote fit to be shown.
"""
