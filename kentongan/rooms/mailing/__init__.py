"""Who wants to hear of what by e-mail, and that each of them hears of it once."""
