"""Uploads over a weak network: sent in pieces, gone on with after a cut, by any web process."""
