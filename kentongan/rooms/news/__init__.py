"""What the news room is for, in one sentence."""
