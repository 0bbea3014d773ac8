"""Talking with people on WhatsApp's own platform (Cloud API)."""
