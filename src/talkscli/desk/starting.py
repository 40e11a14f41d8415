"""A new store for another story."""

from talkscli.claims import Property, Store
from talkscli.desk.other_store import OtherStore
from talkscli.desk.store_view import open_view
from talkscli.errors import UsageError
from talkscli.files.new_store import create_store
from talkscli.files.store_paths import shipped_store

GENERAL = (
    Property(id="number", type="count", label="How many"),
    Property(id="happened", type="yes-no", label="Happened"),
    Property(id="cause", type="text", label="Cause"),
)
"""What many stories ask, and the shipped store does not."""

UNTITLED = "Untitled story"


def start_store(path: str, *, title: str = "", like: str | None = None, claims: bool = True) -> None:
    """Make a new store, with the properties of the shipped one and no claims, or with what another store has.

    The usual properties are those of the shipped store, with the same definitions: what two desks enter on
    their own answers the same questions when it is merged.

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
        with open_view(shipped_store()) as view:
            usual = Store.model_validate_json(view.text.header)
        properties = [*usual.properties, *GENERAL]
        store = Store(schema_version=usual.schema_version, title=title or UNTITLED, properties=properties)
        create_store(path, store)
        return
    with open_view(like) as view:
        header = Store.model_validate_json(view.text.header)
        store = header.model_copy(update={"title": title or header.title, "claims": []})
        create_store(path, store, OtherStore([view.text.part]).claims() if claims else ())
