"""Pages of the desk: lists, one case, and everything that changes it."""
