"""Where the measured figures come from: one command each, and `python -m bench` for all."""
