"""The operations, one file per subject; each fetches, calls one service, and tells."""
