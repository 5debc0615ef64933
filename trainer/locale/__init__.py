"""The program's own words in other languages: a template, and for each language what was translated."""
