"""The scenario format: reading a file, what it may hold, and what is wrong with it."""

import os

# Plugins of other packages have no business in what a stranger's file means, and looking for them costs a fifth of
# the time that the model takes to start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
