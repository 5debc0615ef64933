"""A second, naive engine and a generator of scenarios, both written from the text of the format alone.

They exist to disagree with the product: whatever `trainer` prints for a play must be what this engine,
which shares no line with it, makes of the same choices.
"""
