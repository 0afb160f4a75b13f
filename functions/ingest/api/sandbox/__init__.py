"""What is there in a sandbox only."""
