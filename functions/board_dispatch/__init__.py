"""Asks the boards, however they are reached, and takes what they decide."""
