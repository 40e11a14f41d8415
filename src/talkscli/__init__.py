"""Who said what, when, according to whom, and where the sources disagree.

The public names of the library are loaded on first use, so that importing the package costs nothing.
"""

__version__ = "0.1.0"
