"""What the public search answers beside JSON: calendars and feeds."""
