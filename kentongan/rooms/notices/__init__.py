"""What the notices room is for, in one sentence."""
