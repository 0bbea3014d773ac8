"""The JSON API: what programs of residents and offices may ask and do, under /api/v1/."""
