"""What the rounds room is for, in one sentence."""
