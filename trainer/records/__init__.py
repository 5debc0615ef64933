"""The store: plays kept on this machine, so that each can be gone on with, looked back on, exported and deleted."""
