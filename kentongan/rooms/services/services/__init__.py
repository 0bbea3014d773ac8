"""Every change of this room: loading the catalogue, keeping drafts, sending applications."""
