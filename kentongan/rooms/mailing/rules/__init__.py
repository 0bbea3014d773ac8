"""What this room decides from values alone."""
