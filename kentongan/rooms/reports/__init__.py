"""Reports: what is wrong in the street reaches the office that can mend it."""
