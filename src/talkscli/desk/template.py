"""What a new store begins with: the properties of the shipped store, or all that another one has."""

from talkscli.claims import Store
from talkscli.desk.transaction import open_snapshot
from talkscli.files.new_store import create_store
from talkscli.files.store_paths import shipped_store


def begin_store(title: str) -> Store:
    """Return a store without claims that has the properties of the shipped store, with the same definitions.

    So what two desks enter on their own answers the same questions when it is merged.
    """
    shipped = _read_header(shipped_store())
    return Store(schema_version=shipped.schema_version, title=title, properties=shipped.properties)


def copy_store(source: str, target: str, *, title: str = "", claims: bool = True) -> None:
    """Make a new store with what another has, written canonically.

    Args:
        source: The store to copy, which has been found valid.
        target: The store to make.
        title: Its title; that of the other if empty.
        claims: Whether the claims come too, or only the vocabulary and the documents.

    Raises:
        StoreError: the other store cannot be read.
        StoreWriteError: there is a file where the new one is to be, or it cannot be written.
    """
    with open_snapshot(source) as snapshot:
        header = Store.model_validate_json(snapshot.layout.header)
        store = header.model_copy(update={"title": title or header.title, "claims": []})
        create_store(target, store, snapshot.every_claim() if claims else ())


def _read_header(path: str) -> Store:
    with open_snapshot(path) as snapshot:
        return Store.model_validate_json(snapshot.layout.header)
