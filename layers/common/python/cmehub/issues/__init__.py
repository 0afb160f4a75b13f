"""
What is wrong with what somebody sent, and how to mend it.

`entries` has one entry for each code, `catalogue` all of them; `issue` is one problem found in a submission. `reasons`
sums up many issues without anything that only one row has, and `field_errors` turns what pydantic finds into issues.
"""
