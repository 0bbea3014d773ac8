"""Services a resident can ask for: catalogue, search, forms from data, drafts, letters."""
