"""What a person does to a store: add, import, revise, retract, merge, compare, verify, cite.

change      records to add, and records that take the place of those with their ids
resolver    finds what the names in rows mean
citation    a claim with its whole chain, ready to be written in several forms
difference  one thing that differs between two stores
"""
