"""Tells providers what came of what they sent: by mail, with a workbook to mend, and by webhooks."""
