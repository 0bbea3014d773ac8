"""What holds for a while and ends by itself: closures by NOTAM, and warnings."""
