"""The store on disk: reading and checking it, and the index from which every reading command answers.

store     what people keep: one JSON document, JSON Lines, compressed, or a directory of such files
index     a SQLite file in the cache, made from a valid store; deleting it loses nothing
archive   the index as reports see it
"""

TYPE_CHECKING = False  # a type checker reads it as true; importing typing would cost more than this package

if TYPE_CHECKING:
    from talkscli.files.faults import Fault
    from talkscli.index.check import check_store
    from talkscli.store.opening import open_archive

__all__ = ["Fault", "check_store", "open_archive"]

_HOMES = {
    "Fault": "files.faults",
    "check_store": "index.check",
    "open_archive": "store.opening",
}


def __getattr__(name: str) -> object:
    """Import a public name from its module when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"talkscli.{_HOMES[name]}"), name)
