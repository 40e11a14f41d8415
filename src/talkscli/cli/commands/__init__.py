"""One module a command; each is imported when its command runs, or when help lists them all."""
