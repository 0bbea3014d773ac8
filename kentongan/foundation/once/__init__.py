"""The same form sent twice gives the first answer: a change is done once."""
