"""Where things are and when they are open: regions, offices, opening hours and days off."""
