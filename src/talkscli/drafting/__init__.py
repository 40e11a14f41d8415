"""Claims proposed from the text of a document, for a person to judge.

proposal    a claim that nobody has accepted yet, with why it is proposed and what could not be decided
draft file  proposals, one JSON object a line
"""
