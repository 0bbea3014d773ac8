"""Services that come to the village: units, the places they stop at, their days, what changed."""
