"""What crews type."""
