"""One folder per public service; another room is entered only through its `api.py`."""
