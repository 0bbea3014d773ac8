"""The same form sent twice gives the first answer: every POST that changes something is done once."""
