"""One comparator a type of value: two values in, one finding out.

A comparator's docstring is its rule, shown to users by `talks conflicts --explain`.
"""
