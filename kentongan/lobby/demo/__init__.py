"""The demo regency: weeks of real walks through the services, and five years in bulk for benches."""
