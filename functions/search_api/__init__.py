"""The public search: keeps its index, and answers what is asked."""
