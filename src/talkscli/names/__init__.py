"""Find one person, place or outlet under the spellings of several languages and scripts.

Nothing is loaded until a function is called: an exact name costs no table and no matcher.

form            a normal form of a name that is stored and looked up by equality
folded          the same but for case, diacritics, apostrophes, hyphens, word order, titles, patronymics
transliterated  the same once every script and national convention is brought to one sound spelling
near            alike, by alignment of the parts; taken only when it is clear and alone
"""

TYPE_CHECKING = False  # a type checker reads it as true; importing typing would cost more than this package

if TYPE_CHECKING:
    from talkscli.names.answers import Candidate, Resolution
    from talkscli.names.candidates import choose_near
    from talkscli.names.folding import fold_name
    from talkscli.names.forms import all_forms, name_forms, near_keys, query_forms, whole_forms
    from talkscli.names.index import NameIndex, resolve
    from talkscli.names.matching import Match, compare
    from talkscli.names.ranking import rank, settle
    from talkscli.names.text import fold_text, fold_word
    from talkscli.names.whole_names import match_whole

__all__ = [
    "Candidate",
    "Match",
    "NameIndex",
    "Resolution",
    "all_forms",
    "choose_near",
    "compare",
    "fold_name",
    "fold_text",
    "fold_word",
    "match_whole",
    "name_forms",
    "near_keys",
    "query_forms",
    "rank",
    "resolve",
    "settle",
    "whole_forms",
]

_HOMES = {
    "Match": "matching",
    "choose_near": "candidates",
    "compare": "matching",
    "fold_name": "folding",
    "all_forms": "forms",
    "match_whole": "whole_names",
    "name_forms": "forms",
    "near_keys": "forms",
    "query_forms": "forms",
    "whole_forms": "forms",
    "NameIndex": "index",
    "resolve": "index",
    "Candidate": "answers",
    "Resolution": "answers",
    "rank": "ranking",
    "settle": "ranking",
    "fold_text": "text",
    "fold_word": "text",
}


def __getattr__(name: str) -> object:
    """Import a public name from its module when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home = import_module(f"{__name__}.{_HOMES[name]}")
    value: object = getattr(home, name)
    # The next look-up finds it without coming here.
    globals()[name] = value
    return value
