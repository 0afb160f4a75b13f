"""
What learners completed, and what that is worth.

`records` are learner records and the rows that they come from, with `rems` for REMS reports. `chunk` takes rows to
stored records and to requests to boards; `credits` says what records have come to, `transcripts` what counts of them
in a period.
"""
