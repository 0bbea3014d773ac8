"""What the mailing room is for, in one sentence."""
