"""Practising: a scenario opened, played and kept, the same for the screens and for plain mode."""
