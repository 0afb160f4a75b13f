"""The function that takes what comes back of mails."""
