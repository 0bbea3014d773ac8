"""Wires the house: settings, addresses, processes. Decides nothing about the domain."""
