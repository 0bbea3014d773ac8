"""People: residents, officers, the roles they hold at an office for a period, and how they log in."""
