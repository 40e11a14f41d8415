"""Which claims their claimants corrected later."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkscli.queries.session import Session


def find_revised(session: "Session", ids: Sequence[str]) -> frozenset[str]:
    """Return which of some claims had been revised, as far as is known."""
    where = "".join(f" AND {condition}" for condition in session.known)
    sql = (
        "SELECT revision.revised FROM json_each(?) AS asked "
        "CROSS JOIN revision ON revision.revised = asked.value "
        f"CROSS JOIN claim ON claim.id = revision.claim WHERE 1{where}"
    )
    return frozenset(row[0] for row in session.run(sql, [json.dumps(ids)]))
