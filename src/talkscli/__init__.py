"""Who said what, when, according to whom, and where the sources disagree.

The library in a few names, each loaded on first use, so that importing the package costs nothing:

    from talkscli import ClaimFilter, open_store

    with open_store() as store:                     # the shipped store; or a path
        for row in store.claims(ClaimFilter(who=("ria",))):
            print(row["when"], row["value"], row["text"])
        fact = store.judge("round-3.date")          # verdict, positions, findings with reasons
        print(fact.verdict, [finding.finding.why for finding in fact.findings])
        print(store.find("Умеров", ["actor"]).ids)  # names in any spelling

`open_store`, `check_store`: a store for reading, and its faults. `ClaimFilter`: what is asked for.
`judge`, `Account`: the engine on claims of your own. `parse_value`: values that may be vague.
`TalksError`: the ancestor of every failure that a user can cause. Names of people: `talkscli.names`.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # a type checker reads it as true

if TYPE_CHECKING:
    from talkscli.conflicts.engine import Account, Judgement, judge
    from talkscli.errors import TalksError
    from talkscli.index.check import check_store
    from talkscli.queries.archive import Archive
    from talkscli.queries.filters import ClaimFilter
    from talkscli.queries.opening import open_archive as open_store
    from talkscli.values.parsing import parse_value
    from talkscli.values.vocabulary import Words as Vocabulary

__all__ = [
    "Account",
    "Archive",
    "ClaimFilter",
    "Judgement",
    "TalksError",
    "Vocabulary",
    "check_store",
    "judge",
    "open_store",
    "parse_value",
]

_HOMES = {
    "Account": ("conflicts.engine", "Account"),
    "Archive": ("queries.archive", "Archive"),
    "ClaimFilter": ("queries.filters", "ClaimFilter"),
    "Judgement": ("conflicts.engine", "Judgement"),
    "TalksError": ("errors", "TalksError"),
    "Vocabulary": ("values.vocabulary", "Words"),
    "check_store": ("index.check", "check_store"),
    "judge": ("conflicts.engine", "judge"),
    "open_store": ("queries.opening", "open_archive"),
    "parse_value": ("values.parsing", "parse_value"),
}


def __getattr__(name: str) -> object:
    """Import a public name from its module when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    return getattr(import_module(f"{__name__}.{module}"), attribute)
