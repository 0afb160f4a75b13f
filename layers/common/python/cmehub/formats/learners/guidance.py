"""What to write under each heading of the templates about learners, and the list that it is chosen from."""

ADDITIONAL_PAIRS = 3
"""How many further credit types the template has columns for; any number is read."""

LEARNER_GUIDANCE = (
    ("Record Action", "Add a record, or delete one that was accepted", "Learner Action"),
    ("ACCME Activity ID", "Nine digits, given when the activity was sent", ""),
    ("Completion Date", "The day on which the learner finished", ""),
    ("First Name", "As the board or the state knows it", ""),
    ("Last Name", "As the board or the state knows it", ""),
    ("Date of Birth", "Month and day only: MM/DD", ""),
    ("Licensing State", "Only for CME credits", "Licensing State"),
    ("Licensing ID or NPI", "Only for CME credits", ""),
    ("Number of CME Credits", "Steps of 0.25; blank if board credits only", ""),
    ("Certifying Board", "Blank if CME credits only", "Board"),
    ("Certifying Board ID", "The learner's own number at the board", ""),
    ("Total Board Credits", "All board credits of this record", ""),
    ("Credit Type", "One that the activity offers for the board", "Credit Type"),
    ("Credits Awarded for Credit Type", "Types overlap; none exceeds the total", ""),
)

MATCH_GUIDANCE = (
    ("Row ID", "Your own name for the row, if you have one", ""),
    ("First Name", "As the board or the state knows it", ""),
    ("Last Name", "As the board or the state knows it", ""),
    ("Date of Birth", "Month and day only: MM/DD", ""),
    ("Licensing State", "Where the learner is licensed", "Licensing State"),
    ("Licensing ID or NPI", "Only where the rest isn't enough", ""),
    ("Certifying Board", "Blank to look on every board's roster", "Board"),
    ("Certifying Board ID", "The learner's own number at the board", ""),
)
