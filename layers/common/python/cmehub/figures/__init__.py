"""
A provider's figures by month, computed from the facts about what it sent.

`months` says what a month is, `month_figures` what is counted, `row_figures` what a row counts for, `quality` how good
it is; `counting` reads the facts, and `comparisons` sets many providers side by side.
"""
