"""What providers have open until a last day that is near."""
