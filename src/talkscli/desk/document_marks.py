"""What documents are recognised by: their text, their address, or how they look."""

from talkscli.claims import Document

TEXT = "text"
ADDRESS = "address"
LOOKS = "looks"
BARE = "looks without a text"
MARKS = {
    TEXT: "the same text, by its SHA-256",
    ADDRESS: "the same address",
    LOOKS: "the same outlet, title and date",
}
"""What documents are recognised by, and how to say so."""


def list_marks(record: Document) -> list[tuple[str | None, ...]]:
    """List what a document is recognised by, the surest first."""
    marks: list[tuple[str | None, ...]] = [(LOOKS, record.outlet, record.title, record.published)]
    if record.url:
        marks.insert(0, (ADDRESS, record.url))
    if record.sha256:
        marks.insert(0, (TEXT, record.sha256))
    return marks
