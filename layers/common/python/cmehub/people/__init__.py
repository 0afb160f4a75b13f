"""
Who somebody is.

Names as they are compared, NPIs, states and their licensing boards, the rosters of boards and states, and the
physicians whom several rosters know. `identity` has the rules by which somebody is found on a roster, `matching` takes
the learners of a chunk through them.
"""
