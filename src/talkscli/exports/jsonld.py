"""JSON-LD: claims as entities of PROV that are attributed to agents, and as claims of schema.org.

The context stands in the file: no reader has to ask for one. Ids are names (`urn:talks:…`), not addresses.
PROV: https://www.w3.org/TR/prov-o/, schema.org: https://schema.org/Claim
"""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from talkscli.desk.citations import NEWS, SCHEMA_TYPES, find_link, is_plain_date
from talkscli.exports.tables import CLAIMS, POSITIONS, RECORDS, VERDICTS

if TYPE_CHECKING:
    from talkscli.exports.source import Source

BASE = "urn:talks:"

_LINKS = (
    "prov:wasAttributedTo", "prov:actedOnBehalfOf", "prov:wasRevisionOf", "prov:wasDerivedFrom",
    "schema:author", "schema:publisher", "schema:about", "schema:appearance", "schema:mentions",
    "schema:memberOf", "schema:containedInPlace", "schema:url", "schema:archivedAt", "skos:broader",
    "talks:fact", "talks:property",
)  # fmt: skip
"""The properties whose values are ids."""

_DATES = ("talks:earliest", "talks:latest", "talks:saidEarliest", "talks:saidLatest")

_MEASURED = ("value", "earliest", "latest", "low", "high", "unit")

CONTEXT: dict[str, Any] = {
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "talks": f"{BASE}vocabulary:",
    **{name: {"@id": name, "@type": "@id"} for name in _LINKS},
    **{name: {"@id": name, "@type": "xsd:date"} for name in _DATES},
    "talks:via": {"@id": "talks:via", "@type": "@id", "@container": "@list"},
}

_AGENTS = {"person": "prov:Person", "organisation": "prov:Organization", "outlet": "prov:Organization",
           "agency": "prov:Organization", "state": "prov:Organization",
           "office": "prov:Organization"}  # fmt: skip


def write_jsonld(source: "Source", path: str) -> None:
    """Write a document of one graph, one node a line."""
    with open(path, "x", encoding="utf-8", newline="\n") as file:  # noqa: PTH123
        file.write(f'{{"@context": {write_node(CONTEXT)},\n"@graph": [')
        between = "\n"
        for node in list_nodes(source):
            file.write(between + write_node(node))
            between = ",\n"
        file.write("\n]}\n")


def write_node(node: Any) -> str:
    """Write a node on one line that may also stand within a page's script."""
    return json.dumps(node, ensure_ascii=False).replace("<", "\\u003c")


def list_nodes(source: "Source") -> Iterator[dict[str, Any]]:
    """Yield the nodes: actors, places, events, properties, terms, documents, facts, claims."""
    yield {"@id": f"{BASE}store", "@type": "schema:Dataset", **_describe(source)}
    kinds: dict[str, str] = {}
    subjects: dict[str, str] = {}
    for record in source.records(RECORDS["actor"]):
        kinds[record["id"]] = record["kind"]
        subjects[record["id"]] = "actor"
        yield _make_actor(record)
    for record in source.records(RECORDS["place"]):
        subjects[record["id"]] = "place"
        yield _make(
            record,
            "place",
            "schema:Place",
            **{"schema:containedInPlace": _refer("place", record.get("within"))},
        )
    for record in source.records(RECORDS["event"]):
        subjects[record["id"]] = "event"
        yield _make(record, "event", "schema:Event", **{"talks:kind": record["kind"]})
    for record in source.records(RECORDS["property"]):
        name = record.get("label") or record["id"]
        yield _make({**record, "name": name}, "property", "schema:Property", **{"talks:type": record["type"]})
    for record in source.records(RECORDS["term"]):
        yield _make(
            record, "term", "schema:DefinedTerm", **{"skos:broader": _refer("term", record.get("broader"))}
        )
    for record in source.records(RECORDS["document"]):
        yield _make_document(record, kinds.get(record["outlet"], ""))
    for record in source.records(VERDICTS):
        yield _make_fact(record, subjects)
    for record in source.records(POSITIONS):
        yield _make_position(record)
    for record in source.records(CLAIMS):
        yield _make_claim(record, subjects)


def _describe(source: "Source") -> dict[str, str]:
    facts = source.facts
    told = {
        "schema:name": facts["title"],
        "schema:description": facts["description"],
        "schema:sha256": facts["store_sha256"],
        "talks:asOf": facts["as_of"],
        "schema:creditText": facts["made_with"],
    }
    return {name: text for name, text in told.items() if text}


def _refer(kind: str, key: str | None) -> str | None:
    return f"{BASE}{kind}:{key}" if key else None


def _make(record: dict[str, Any], kind: str, *types: str, **more: Any) -> dict[str, Any]:
    """Make a node of a record, without what is empty."""
    node = {
        "@id": _refer(kind, record["id"]),
        "@type": list(types) if len(types) > 1 else types[0],
        "schema:name": record.get("name"),
        "schema:alternateName": record.get("aliases"),
        "schema:description": record.get("note"),
        "schema:keywords": record.get("tags"),
        **more,
    }
    return {key: value for key, value in node.items() if value not in (None, "", [])}


def _make_actor(record: dict[str, Any]) -> dict[str, Any]:
    kind = record["kind"]
    types = ["prov:Agent", *filter(None, [_AGENTS.get(kind)])]
    if kind in SCHEMA_TYPES:
        types.append(f"schema:{SCHEMA_TYPES[kind]}")
    return _make(
        record, "actor", *types,
        **{
            "talks:kind": kind,
            "prov:actedOnBehalfOf": _refer("actor", record.get("of")),
            "schema:memberOf": _refer("actor", record.get("side")),
            "schema:url": find_link(record),
        },
    )  # fmt: skip


def _make_document(record: dict[str, Any], kind: str) -> dict[str, Any]:
    outlet = _refer("actor", record["outlet"])
    return _make(
        record, "document", "prov:Entity", "schema:NewsArticle" if kind in NEWS else "schema:CreativeWork",
        **{
            "schema:headline": record["title"],
            "prov:wasAttributedTo": outlet,
            "schema:publisher": outlet,
            "schema:creditText": record.get("author"),
            "schema:datePublished": record["published"] if is_plain_date(record.get("published")) else None,
            "talks:published": record.get("published"),
            "schema:inLanguage": record.get("language"),
            "schema:url": find_link(record),
            "schema:archivedAt": find_link({"url": record.get("archived")}),
            "schema:sha256": record.get("sha256"),
            "prov:wasRevisionOf": _refer("document", record.get("follows")),
        },
    )  # fmt: skip


def _make_fact(record: dict[str, Any], subjects: dict[str, str]) -> dict[str, Any]:
    return _make(
        {"id": record["fact"], "name": record["name"]}, "fact", "talks:Fact",
        **{
            "schema:about": _refer(subjects[record["about"]], record["about"]),
            "talks:property": _refer("property", record["property"]),
            **_take(record, "verdict", "cause", "why", "claims", "positions", "reports"),
            "talks:originsLeast": record["origins_least"],
            "talks:originsMost": record["origins_most"],
        },
    )  # fmt: skip


def _make_position(record: dict[str, Any]) -> dict[str, Any]:
    key = f"{record['fact']}:{record['position']}"
    return _make(
        {"id": key, "name": record["value_text"]}, "position", "talks:Position",
        **{
            "talks:fact": _refer("fact", record["fact"]),
            **_take(record, *_MEASURED, "stance", "reports", "claims"),
            "talks:originsLeast": record["origins_least"],
            "talks:originsMost": record["origins_most"],
        },
    )  # fmt: skip


def _make_claim(record: dict[str, Any], subjects: dict[str, str]) -> dict[str, Any]:
    who, document = _refer("actor", record["who"]), _refer("document", record["document"])
    place = f"{record['fact']}:{record['position']}" if "position" in record else None
    said = record.get("when")
    return _make(
        record, "claim", "prov:Entity", "schema:Claim",
        **{
            "schema:text": record["text"],
            "schema:author": who,
            "prov:wasAttributedTo": who,
            "prov:wasDerivedFrom": document,
            "schema:appearance": document,
            "schema:about": _refer(subjects[record["about"]], record["about"]),
            "schema:mentions": [_refer(subjects[one], one) for one in record.get("mentions", ())],
            "schema:dateCreated": said if is_plain_date(said) else None,
            "schema:hasPart": _quote(record.get("quote")),
            "prov:wasRevisionOf": _refer("claim", record.get("revises")),
            "talks:via": [_refer("actor", one) for one in record.get("via", ())],
            "talks:fact": _refer("fact", record["fact"]),
            "talks:position": {"@id": _refer("position", place)} if place else None,
            "talks:valueText": record.get("value_text"),
            "talks:saidEarliest": record.get("when_earliest"),
            "talks:saidLatest": record.get("when_latest"),
            "talks:only": True if record.get("only") else None,
            **_take(record, *_MEASURED, "stance", "status", "at", "when", "paragraph", "retracted"),
        },
    )  # fmt: skip


def _quote(text: str | None) -> dict[str, str] | None:
    return {"@type": "schema:Quotation", "schema:text": text} if text else None


def _take(record: dict[str, Any], *names: str) -> dict[str, Any]:
    return {f"talks:{name}": record[name] for name in names if name in record}
