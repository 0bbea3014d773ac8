"""Questions: the week, a unit, a place, the crew's day, calendars."""
