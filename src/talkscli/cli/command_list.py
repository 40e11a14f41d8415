"""Every command by its name, and the module in which it lives."""

from keyword import iskeyword

COMMANDS = {
    "rounds": "Each round: when, where, who led, what came out.",
    "events": "Events of any kind, side by side, or one in depth.",
    "who": "A person or body: roles, what they said, what is said of them.",
    "conflicts": "Where sources disagree, and why.",
    "claims": "The claims, filtered.",
    "search": "Claims by their words, best first.",
    "show": "A claim with its chain, or a fact with its positions.",
    "timeline": "What happened and what was said, by date.",
    "changes": "What became known between two days, and which verdicts changed.",
    "matrix": "Facts against sources: who says what, at a glance.",
    "sources": "The documents and outlets, and how they stand to each other.",
    "list": "What a store knows: actors, places, events, properties, terms, documents.",
    "cite": "An attribution that keeps the whole chain and every hedge.",
    "report": "A page to hand on: what is disputed, drawn, with its sources.",
    "export": "The whole store for other programs: SQLite, a workbook, JSON-LD and more.",
    "judge": "Verdicts of stores of any size as Parquet, by one process or by Spark.",
    "import": "Claims from a table: CSV, TSV, NDJSON or JSON.",
    "merge": "Other stores joined to one, the same claims recognised.",
    "diff": "What differs between two stores: claims, facts, verdicts.",
    "draft": "Claims proposed from articles, for a person to judge.",
    "verify": "Each claim's quote against the text of its document.",
    "capture": "An article taken in: a document, and its text as a file.",
    "review": "Drafts of claims, looked through statement by statement, and written.",
    "mcp": "A store for assistants, over the Model Context Protocol.",
    "init": "Make a new store for another story.",
    "add": "Add a claim, an actor, a place, an event, a document …",
    "edit": "Change an actor, a place, a property, a document …; verdicts are told.",
    "revise": "Add a claim by which a claimant corrects an earlier one.",
    "replace": "Mend a claim that was entered wrongly: retract it, add the right one.",
    "retract": "Take a claim back; it stays, with the reason.",
    "check": "A store's faults, each with its place and what to do.",
    "schema": "The JSON Schema of the store and of each command's JSON.",
    "completion": "The script that completes words in a shell.",
}
"""Every command, in the order in which help lists them; each lives in `talkscli.cli.commands`."""

PARTS = frozenset({"add"})
"""The commands that consist of several, such as `talks add claim`."""


def find_module(command: str) -> str:
    """Return the name of a command's module; a word of Python's own, such as import, gets an underscore."""
    return f"{command}_" if iskeyword(command) else command
