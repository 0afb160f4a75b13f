"""What the hub issues to physicians and anybody can verify: signed credentials, and transcripts with a code."""
