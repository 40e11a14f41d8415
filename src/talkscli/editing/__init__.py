"""How a store changes, as plain data: records in, records and the lines to write out. No file is opened here.

change    records to add, and records that take the place of those with their ids
splice    a span of a file's bytes, and what comes in its place
style     how the records around a change are written, so that it looks like them
proposal  an id made from a record's content
move      a fact's verdict before and after a change
"""
