"""Claims on their way in, out and between stores; nothing here opens a file.

anchor     the words of a claim's document, and the line in which they stand
placement  how an anchor stands in a text: exact, moved, near, ambiguous or missing
citation   a claim with its whole chain, ready to be written in several forms
change     one thing that differs between two stores
mapping    which columns of somebody's rows are which fields of a claim
"""
