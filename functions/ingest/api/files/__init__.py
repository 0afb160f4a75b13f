"""Files by the API: posted, or put in parts, and what became of them."""
