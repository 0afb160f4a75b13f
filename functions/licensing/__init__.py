"""What states' licensing boards have done that takes long."""
