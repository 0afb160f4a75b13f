"""A board to try the hub with: it speaks HTTP as docs/board-interface.md says, and misbehaves when told to."""
