"""Measurements: what reading costs, and how good it is."""
