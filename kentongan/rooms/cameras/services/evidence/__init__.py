"""Requests for recordings: asking, agreeing, bringing clips, packing, deleting."""
