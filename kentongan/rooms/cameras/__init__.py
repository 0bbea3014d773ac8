"""Cameras that face a road: registered, verified, kept alive, seen under grants."""
