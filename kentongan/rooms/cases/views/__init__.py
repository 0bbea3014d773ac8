"""Pages of applicants: finding a case, following it, doing something about it."""
