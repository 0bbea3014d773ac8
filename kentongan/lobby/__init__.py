"""Pages where several rooms meet: home, search, tracking, desk, scoreboard, API index, design."""
