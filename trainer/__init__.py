"""Second Knock: a terminal game in which people learn organizing by conversation."""

__version__ = "0.1.0"
