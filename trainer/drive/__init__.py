"""The drive: a bounded constituency over a season, with people, ties, leaders, weeks and structure tests."""
