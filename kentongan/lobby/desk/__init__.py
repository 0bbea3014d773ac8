"""An officer's day: queues, the list, one case with everything that can be done about it."""
