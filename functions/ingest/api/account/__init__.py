"""What a provider's systems do with their keys and webhooks."""
