"""What every room stands on. Knows no word of the domain."""
