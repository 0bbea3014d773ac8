"""What changes places: declaring and revoking days off, and loading a regency from its data."""
