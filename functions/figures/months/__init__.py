"""The function that counts the months of which facts were added."""
