"""What a new store begins with: the properties of the shipped store, or the vocabulary of another one."""

from talkscli.claims import Store
from talkscli.desk.transaction import open_snapshot
from talkscli.store.paths import shipped_store

UNTITLED = "Untitled story"


def begin_store(title: str, *, like: str | None = None) -> Store:
    """Return a store without claims.

    The properties of the shipped store are those of every new one, with the same definitions, so that what
    two desks enter on their own answers the same questions when it is merged.

    Args:
        title: What story it is; empty for the title of the other store.
        like: The path of a store of which to take the vocabulary and the documents; None for a new vocabulary.

    Raises:
        StoreError: the other store cannot be read, or is not valid.
    """
    if like is not None:
        store = read_header(like)
        return store.model_copy(update={"title": title or store.title})
    shipped = read_header(shipped_store())
    return Store(
        schema_version=shipped.schema_version, title=title or UNTITLED, properties=shipped.properties
    )


def read_header(path: str) -> Store:
    """Read all of a store but its claims.

    Raises:
        StoreError: it cannot be read, or is not valid.
    """
    with open_snapshot(path) as snapshot:
        return Store.model_validate_json(snapshot.layout.header)
