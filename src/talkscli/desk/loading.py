"""What a change of a store may need is loaded before the store is locked: others wait for no import."""

from importlib import import_module

from talkscli import names
from talkscli.values.registry import all_types

_MODULES = (
    "gc",
    "gzip",
    "rapidfuzz.fuzz",
    "rapidfuzz.process",
    "secrets",
    "talkscli.conflicts.engine",
    "talkscli.index.maintenance",
    "talkscli.names.alignment",
    "talkscli.names.echoes",
    "talkscli.names.lexicon",
    "talkscli.names.likeness",
    "talkscli.names.same_names",
    "talkscli.queries.fact_list",
    "talkscli.queries.facts",
    "talkscli.queries.names_lookup",
    "talkscli.queries.records",
    "talkscli.queries.selection",
    "talkscli.queries.sure_names",
    "talkscli.queries.tags",
    "talkscli.queries.vocabulary",
    "talkscli.values.as_written.dates",
    "talkscli.values.as_written.durations",
    "talkscli.values.as_written.money",
    "talkscli.values.as_written.numbers",
    "talkscli.values.edtf_english",
    "talkscli.values.rounding",
)
"""What is loaded elsewhere when it is first needed, beside the types of value and the parts of `names`."""


def load_all() -> None:
    """Import what a change may need; a second call costs nothing."""
    for name in _MODULES:
        import_module(name)
    for name in names.__all__:
        getattr(names, name)
    for _ in all_types():
        pass
    from anyascii import anyascii

    anyascii("ж")  # its table is loaded at the first letter
