"""The sandbox: requests that bring about each code on purpose, and what has to be stored for them beforehand."""

SLOW_BOARD = "ABOHNS"
"""The board that answers late in a sandbox, so that what waits for a board can be met."""
SLOW_BOARD_SECONDS = 5
