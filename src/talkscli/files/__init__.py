"""Store files written: locked, replaced as a whole, changed by splices that leave every other byte alone.

splice    a span of a file's bytes, and what comes in its place
style     how the records around a change are written, so that it looks like them
"""
