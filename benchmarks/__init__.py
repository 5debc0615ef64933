"""Measurements beside other programs: medians and ratios of rounds taken turn about in one run."""
