"""Building permits: PBG and SLF, retribution, and the duty to place a camera."""
