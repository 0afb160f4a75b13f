"""The routes of states' licensing boards, whose officers look at their own licensees."""
