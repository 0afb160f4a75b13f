"""Templates made for a provider."""
