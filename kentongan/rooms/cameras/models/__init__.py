"""Tables of cameras, who may look and who looked."""
