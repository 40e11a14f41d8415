"""Entities of FollowTheMoney (https://followthemoney.tech), one a line: for Aleph, OpenAleph and their like.

A claim is a link between its claimant and what it is about, with its sentence, its date and its document as
proof: nobody is given a property that somebody only claims. A disputed fact is a note on what it is about.
"""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from talkscli.desk.citations import find_link, is_plain_date
from talkscli.exports.tables import CLAIMS, RECORDS, VERDICTS
from talkscli.queries.parties import is_dispute

if TYPE_CHECKING:
    from talkscli.exports.source import Source

SCHEMATA = {
    "person": "Person",
    "office": "Organization",
    "state": "PublicBody",
    "organisation": "Organization",
    "agency": "Organization",
    "outlet": "Organization",
    "unnamed": "LegalEntity",
}
"""What an actor of each kind is."""


def write_followthemoney(source: "Source", path: str) -> None:
    """Write the entities."""
    with open(path, "x", encoding="utf-8", newline="\n") as file:  # noqa: PTH123
        file.writelines(json.dumps(entity, ensure_ascii=False) + "\n" for entity in list_entities(source))


def list_entities(source: "Source") -> Iterator[dict[str, Any]]:
    """Yield actors, places, events, documents, disputed facts and claims."""
    subjects: dict[str, str] = {}
    names: dict[str, str] = {}
    labels: dict[str, str] = {}
    for record in source.records(RECORDS["actor"]):
        subjects[record["id"]], names[record["id"]] = "actor", record["name"]
        yield _make(
            "actor", record["id"], SCHEMATA[record["kind"]],
            name=record["name"], alias=record.get("aliases"), notes=record.get("note"),
            website=find_link(record), keywords=record.get("tags"),
        )  # fmt: skip
        for field, role in (("of", "speaks for"), ("side", "is on the side of")):
            if field in record:
                yield _make(
                    field, record["id"], "UnknownLink",
                    subject=_name("actor", record["id"]), object=_name("actor", record[field]), role=role,
                )  # fmt: skip
    for record in source.records(RECORDS["place"]):
        subjects[record["id"]] = "place"
        yield _make(
            "place", record["id"], "Address",
            name=record["name"], full=record["name"], alias=record.get("aliases"), notes=record.get("note"),
        )  # fmt: skip
    for record in source.records(RECORDS["event"]):
        subjects[record["id"]] = "event"
        yield _make(
            "event", record["id"], "Event",
            name=record["name"], alias=record.get("aliases"), notes=record.get("note"),
            keywords=record["kind"],
        )  # fmt: skip
    for record in source.records(RECORDS["property"]):
        labels[record["id"]] = record.get("label") or record["id"]
    links: dict[str, str | None] = {}
    # FollowTheMoney names languages by three letters, where a store has two: they are left out.
    for record in source.records(RECORDS["document"]):
        links[record["id"]] = find_link(record)
        yield _make(
            "document", record["id"], "Article",
            title=record["title"], publisher=names.get(record["outlet"]), author=record.get("author"),
            publishedAt=_plain(record.get("published")),
            sourceUrl=links[record["id"]], notes=record.get("note"), fileName=record.get("file"),
            keywords=record.get("tags"),
        )  # fmt: skip
    for record in source.records(VERDICTS):
        if is_dispute(record["verdict"], record["cause"]):
            yield _make(
                "fact", record["fact"], "Note",
                name=record["name"], description=record.get("why"), keywords=record["verdict"],
                entity=_name(subjects[record["about"]], record["about"]),
            )  # fmt: skip
    for record in source.records(CLAIMS):
        yield _make(
            "claim", record["id"], "UnknownLink",
            subject=_name("actor", record["who"]), object=_name(subjects[record["about"]], record["about"]),
            role=f"{record['stance']}: {labels[record['property']]}", summary=record.get("value_text"),
            description=[record["text"], *([f"“{record['quote']}”"] if "quote" in record else [])],
            date=_plain(record.get("when")), status=record.get("status"), recordId=record["id"],
            proof=_name("document", record["document"]), publisher=names.get(record["outlet"]),
            sourceUrl=links.get(record["document"]),
        )  # fmt: skip


def _name(kind: str, key: str) -> str:
    return f"talks-{kind}-{key.replace('.', '--')}"


def _make(kind: str, key: str, schema: str, **properties: Any) -> dict[str, Any]:
    """Make an entity, without what is empty."""
    given = {
        name: value if isinstance(value, list) else [value] for name, value in properties.items() if value
    }
    return {"id": _name(kind, key), "schema": schema, "properties": given}


def _plain(date: str | None) -> str | None:
    """Return a date that is a year, a month or a day; FollowTheMoney has no vaguer ones."""
    return date if is_plain_date(date) else None
