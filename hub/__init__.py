"""The command line: talks to a stack, the local one or one on AWS."""
