"""Questions about cases; `get_visible_…(by=…)` fetches and checks in one call."""
