"""What a new store begins with: the questions that most stories ask."""

from talkscli.claims import Property, Store
from talkscli.desk.transaction import open_snapshot
from talkscli.files.new_store import create_store

USUAL = (
    Property(id="date", type="date", label="Date"),
    Property(id="announced", type="date", label="Announced", note="When it was made known."),
    Property(id="venue", type="place", label="Venue"),
    Property(id="duration", type="duration", label="Duration"),
    Property(id="participants", type="actor", label="Participants"),
    Property(id="number", type="count", label="How many"),
    Property(id="happened", type="yes-no", label="Happened"),
    Property(id="agenda", type="terms", label="Agenda"),
    Property(id="outcome", type="terms", label="Outcome"),
    Property(id="cause", type="text", label="Cause"),
    Property(id="role", type="text", label="Role"),
    Property(id="demand", type="terms", label="Demands"),
    Property(id="statement", type="quote", label="Statement"),
)
"""The usual properties."""


def begin_store(title: str) -> Store:
    """Return a store without claims, with the usual properties."""
    return Store(schema_version=1, title=title, properties=list(USUAL))


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
