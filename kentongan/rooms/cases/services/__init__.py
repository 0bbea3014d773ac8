"""Every change of a case: one function, one transaction, one line in the chain, then the event."""
