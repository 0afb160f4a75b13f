"""The functions that announce events and deliver them to webhooks."""
