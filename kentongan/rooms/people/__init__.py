"""People: residents, officers, roles held at an office for a period, and logging in."""
