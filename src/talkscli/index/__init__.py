"""The index of a store: a SQLite file in the cache, made from a valid store; deleting it loses nothing.

schema    the tables, column by column
header    the records of a store beside its claims, checked and numbered
claims    a claim's bytes in, its row out, or what is wrong with it
names     the records in the index, and the forms under which their names are found
words     the words of claims, to be found by any spelling
changes   which claims of the files are not in the index, and which rows have no claim any more
update    brings an index up to its store; an empty one too, which is how one is made
check     every fault of a store
"""
