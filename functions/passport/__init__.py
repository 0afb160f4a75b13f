"""What people do who sign in on the Passport site."""
