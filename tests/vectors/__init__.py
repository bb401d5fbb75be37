"""Figures that others published or worked out by hand, with their origin."""
