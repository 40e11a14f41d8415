"""The command line: parse, call one report, write it."""
