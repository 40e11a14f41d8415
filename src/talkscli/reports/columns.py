"""The columns of every row that is a claim, whichever command lists it."""

from talkscli.queries.rows import CLAIM_FIELDS
from talkscli.reports.table import Column

KINDS = {
    "id": "id",
    "who": "id",
    "who_name": "name",
    "fact": "id",
    "about": "id",
    "property": "id",
    "when": "date",
    "via": "list",
    "mentions": "list",
    "paragraph": "count",
    "document": "id",
    "outlet": "id",
    "stance": "stance",
}

CLAIM_COLUMNS = tuple(Column(name, kind=KINDS.get(name, "text")) for name in CLAIM_FIELDS)
"""The columns of every row that is a claim, in the fixed order."""
