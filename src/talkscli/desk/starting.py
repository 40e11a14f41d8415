"""A new store for another story."""

from talkscli.claims import Property, Store
from talkscli.desk.other_store import OtherStore
from talkscli.desk.store_view import open_view
from talkscli.errors import UsageError
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

UNTITLED = "Untitled story"


def start_store(path: str, *, title: str = "", like: str | None = None, claims: bool = True) -> None:
    """Make a new store, with the usual properties and no claims, or with what another store has.

    Args:
        path: Where there is no file yet. Its name says the form: `.json` or `.jsonl`, and `.gz` or `.zst`.
        title: What story this is.
        like: Another store, to copy; it has been found valid.
        claims: Whether its claims come too, or only its records.

    Raises:
        UsageError: the title is not text, or the name is that of another kind of file.
        StoreError: the other store cannot be read.
        StoreWriteError: there is a file of that name, or it cannot be written.
    """
    title = title.strip()
    if any("\ud800" <= character <= "\udfff" for character in title):
        raise UsageError("is not UTF-8", place="--title", hint="give text as UTF-8")
    if like is None:
        create_store(path, Store(schema_version=1, title=title or UNTITLED, properties=list(USUAL)))
        return
    with open_view(like) as view:
        header = Store.model_validate_json(view.text.header)
        store = header.model_copy(update={"title": title or header.title, "claims": []})
        create_store(path, store, OtherStore([view.text.part]).claims() if claims else ())
