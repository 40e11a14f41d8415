"""The columns of every row that is a claim, whichever command lists it."""

from talkscli.reports.table import Column

VALUE = {
    "description": "as the store holds it: EDTF, number or range, id, list of ids, words; null if withheld",
    "type": ["string", "array", "null"],
    "items": {"type": "string"},
}
"""The JSON Schema of a value."""

CLAIM_COLUMNS = (
    Column("id", kind="id", holds="the claim's id"),
    Column("who", kind="id", holds="the claimant's id"),
    Column("who_name", kind="name", holds="the claimant's name"),
    Column("about", kind="id", holds="the event, actor or place it is about"),
    Column("property", kind="id", holds="which property of it"),
    Column("fact", kind="id", holds="about.property"),
    Column("value", schema=VALUE),
    Column("status", optional=True, holds="planned, tentative, proposed, held …"),
    Column("stance", kind="stance"),
    Column("when", kind="date", optional=True, holds="when the claimant said it (EDTF)"),
    Column("text", holds="the claim in one sentence"),
    Column("document", kind="id", holds="the id of the document that carries it"),
    Column("outlet", kind="id", holds="the id of the document's outlet"),
    Column("via", kind="list", holds="actors between claimant and document, nearest the document first"),
    Column("paragraph", kind="count", optional=True, holds="non-empty line of the document, from 1"),
    Column("quote", optional=True, holds="an exact anchor from that line"),
    Column("mentions", kind="list", holds="ids of what else it speaks of"),
    Column("at", optional=True, holds="the time of which the value speaks, if not the fact's own (EDTF)"),
    Column("only", schema={"type": "boolean"}, holds="the claimant rules out anything else"),
    Column("revises", optional=True, holds="the earlier claim that this one corrects"),
    Column("tags", kind="list", holds="free labels; never compared"),
    Column("note", optional=True, holds="a remark of those who keep the store; never compared"),
    Column("retracted", optional=True, holds="why those who keep the store took it back"),
)
"""In the fixed order, which is that of `queries.rows.CLAIM_FIELDS`."""
