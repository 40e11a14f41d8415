"""How much of a store is looked at in one go, and what is too long to be part of one."""

BLOCK = 1 << 18
"""So many bytes of a file are read at once, to the end of a claim."""
LONGEST_CLAIM = 1 << 21
LONGEST_HEADER = 1 << 26
"""What is longer is no claim and no header, and is not held in memory."""
MOST_RECORDS = 1 << 21
"""A header has at most so many objects and lists: each costs far more memory than its two brackets."""
LARGEST_DIAGNOSED = 1 << 24
"""Up to this size a file with broken JSON is read whole, to tell exactly where it breaks."""
MOST_COPIED = 1 << 31
"""So many bytes that come through a pipe, or out of a packed file, are copied to a temporary file at most."""
