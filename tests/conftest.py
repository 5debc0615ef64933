"""Tests read English, whatever language the machine speaks; a language that is set in a test goes before this."""

import os

os.environ["LANGUAGE"] = "en"
