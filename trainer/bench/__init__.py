"""The author's bench: what helps somebody who organizes and does not program to write a scenario."""
