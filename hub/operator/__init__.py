"""Commands of operators: providers, keys, failed messages, credits, the site."""
