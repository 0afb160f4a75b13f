"""What providers are reminded of before its last day is over, each time once."""
