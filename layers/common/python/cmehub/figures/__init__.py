"""
A provider's figures by month, computed from the facts about what it sent.

`months` says what a month is, `month_figures` what is counted, `quality` how good it is, `counting` reads the facts, and
`comparisons` sets many providers side by side.
"""
