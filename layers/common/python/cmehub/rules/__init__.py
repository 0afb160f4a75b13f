"""
Rules, each in one place from its data to the decision that follows from it.

`packs` holds what boards ask, as data with effective dates, how it is read, and how it is told in sentences. Beside it
stand the checks of learner rows, activities and registrations, which credit types go together, what a row is advised,
and how a board judges. All of it is pure: what a rule needs to know is handed in.
"""
