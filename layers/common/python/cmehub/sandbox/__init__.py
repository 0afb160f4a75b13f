"""
The sandbox: requests that bring about each code on purpose, and what has to be stored for them beforehand.

`fixtures` gives, for a code, a provider and a day, the `steps` that bring it about; the recipes say how, by what the
code is about. `people`, `other_provider` and `refused_keys` are what every sandbox holds before.
"""

SLOW_BOARD = "ABOHNS"
"""The board that answers late in a sandbox, so that what waits for a board can be met."""
SLOW_BOARD_SECONDS = 5
