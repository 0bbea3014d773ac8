"""The demo regency: weeks of real walks, and five years in bulk for benches."""
