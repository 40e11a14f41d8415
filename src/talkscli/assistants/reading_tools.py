"""The tools with which an assistant looks things up: a document's text, the vocabulary, names, values."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from talkscli.assistants.answers import pack
from talkscli.claims import SUBJECTS
from talkscli.conflicts.variant import DEGREES, PHASES
from talkscli.desk.anchors import EXACT, MOVED, fold, place_anchor
from talkscli.desk.texts import TextFolder
from talkscli.errors import UnknownNameError, UsageError
from talkscli.queries.filters import ClaimFilter
from talkscli.queries.names_lookup import RECORDS
from talkscli.values.as_written import NO_YEAR, Style
from talkscli.values.registry import all_types, type_named

if TYPE_CHECKING:
    from talkscli.assistants.service import Service
    from talkscli.queries.archive import Archive

MOST_TEXT = 40_000
"""Of a document about so many characters are told at once; what follows is asked for by its paragraph."""

MOST_NAMES = 100
"""So many names are resolved at once."""

Limit = Annotated[int, Field(ge=1, le=500, description="At most so many records.")]
Kind = Literal["actor", "place", "event", "property", "term", "document"]


class ReadingTools:
    """The tools, for one store."""

    def __init__(self, service: "Service") -> None:
        self._service = service

    def read_document(
        self,
        document: Annotated[str, Field(description="The id or title of a document (vocabulary lists them).")],
        first_paragraph: Annotated[int, Field(ge=1, description="Where to begin.")] = 1,
    ) -> dict[str, Any]:
        """Read the text of a document: numbered paragraphs, and which claims are anchored in each.

        Also its outlet, its day, and whether the text is the one whose SHA-256 the store has.
        """
        with self._service.open() as archive:
            one = archive.find(document, ["document"]).ids[0]
            fields = archive.entity("document", one) or {}
            text = TextFolder(self._service.require_texts()).read(fields)
            if text.problem:
                raise UsageError(text.problem, place=one, hint="talks capture brings the text")
            claims: dict[int, list[str]] = {}
            loose: list[str] = []
            for row in archive.claims(ClaimFilter(document=(one,))):
                if row["retracted"]:
                    continue
                placed = place_anchor(row["quote"], row["paragraph"], text.paragraphs)
                number = placed.found[0] if placed.state in {EXACT, MOVED} else row["paragraph"]
                if number is None or number > len(text.paragraphs):
                    loose.append(row["id"])
                else:
                    claims.setdefault(number, []).append(row["id"])
        paragraphs: list[dict[str, Any]] = []
        size, following = 0, None
        for number, words in enumerate(text.paragraphs, 1):
            if number < first_paragraph:
                continue
            if paragraphs and size + len(words) > MOST_TEXT:
                following = number
                break
            size += len(words)
            paragraphs.append({"paragraph": number, "text": words, "claims": claims.get(number)})
        known = fields.get("sha256")
        state = "not recorded in the store" if not known else "same" if known == text.sha256 else "differs"
        told = {
            name: fields.get(name) for name in ("title", "outlet", "published", "language", "author", "url")
        }
        remarks = [f"paragraph {following} and what follows: ask again with first_paragraph={following}"]
        return pack(
            {"id": one, **told, "paragraphs": paragraphs, "claims_without_place": loose},
            remarks if following else (),
            text_sha256=text.sha256,
            sha256_state=state,
            count_of_paragraphs=len(text.paragraphs),
        )

    def vocabulary(
        self,
        kind: Annotated[
            Literal["actor", "place", "event", "property", "term", "document", "status", "type"],
            Field(description="What is listed."),
        ],
        words: Annotated[str, Field(description="Only what has these words in its names, id or note.")] = "",
        subject: Annotated[
            str, Field(description="Of properties: only those with claims about this event, actor or place.")
        ] = "",
        limit: Limit = 100,
    ) -> dict[str, Any]:
        """List what the store knows: ids, names, notes; of properties also the type, answers and an example.

        `status` lists the words for how far a thing has come, with degrees from 1 (possible) to 5 (held);
        `type` the types of values.
        """
        with self._service.open() as archive:
            if kind == "status":
                return pack(list(_list_statuses(archive)))
            if kind == "type":
                return pack([_describe_type(one.name) for one in all_types()])
            found = _pick(archive, kind, words)
            if subject and kind == "property":
                about = archive.find(subject, SUBJECTS).ids
                used = {fact.property for fact in archive.facts(about=about)}
                found = (one for one in found if one["id"] in used)
            rows = list(islice(found, limit + 1))
            if kind == "property":
                rows = [_describe_property(archive, one) for one in rows]
        remarks = (
            [f"the first {limit}; more exist: name words, or a larger limit"] if len(rows) > limit else []
        )
        if not rows:
            remarks = ["nothing found; resolve finds names in other spellings"]
        return pack(rows[:limit], remarks)

    def resolve(
        self,
        names: Annotated[list[str], Field(min_length=1, max_length=MOST_NAMES, description="Names or ids.")],
        kind: Annotated[Kind | None, Field(description="What they name; without it, anything.")] = None,
    ) -> dict[str, Any]:
        """Find the ids that names stand for, in any spelling or alphabet, and how each was found.

        What only resembles a name, or fits several, is never taken: its candidates are there to choose from.
        """
        kinds = (kind,) if kind else RECORDS
        with self._service.open() as archive:
            return pack([_resolve(archive, name, kinds) for name in names])

    def value_help(
        self,
        type: Annotated[str, Field(description="The type of the property: date, count, duration, money …")],  # noqa: A002
        phrase: Annotated[str, Field(description='What the text says: "mid-May", "almost two hours".')],
        reference_day: Annotated[
            str, Field(description="The day of the document, YYYY-MM-DD: settles weekdays and missing years.")
        ] = "",
    ) -> dict[str, Any]:
        """Tell how a value is written in the store: its notation, or its meanings to choose from."""
        value_type = _find_type(type)
        if value_type.refers_to is not None:
            raise UsageError(
                f"a value of type {type} is an id",
                hint=f"resolve finds it, with kind {value_type.refers_to}",
            )
        style = Style(near=_read_day(reference_day)) if reference_day else Style()
        if value_type.can_parse(phrase) and not value_type.is_ambiguous(phrase, style):
            meanings = [phrase]
        else:
            meanings = value_type.list_meanings(phrase, style)
        with self._service.open() as archive:
            shown = {
                one: value_type.show(value_type.parse(one), archive.vocabulary)
                for one in meanings
                if NO_YEAR not in one
            }
        rows = [{"notation": one, "shown": shown.get(one)} for one in meanings]
        remarks = []
        if not rows:
            example = _describe_type(type)
            remarks.append(f"not understood; {example.get('notation', 'see talks://guide')}")
        elif len(rows) > 1:
            remarks.append("it has several meanings: choose the one that the text means")
        elif NO_YEAR in meanings[0]:
            remarks.append("its year is missing: give reference_day, or put the year in place of YYYY")
        return pack(rows, remarks, is_settled=len(rows) == 1 and bool(shown))


def _find_type(name: str) -> Any:
    if name not in {one.name for one in all_types()}:
        names = ", ".join(one.name for one in all_types())
        raise UsageError(f"no type {name!r}; there are: {names}", place="type")
    return type_named(name)


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is no day", place="reference_day", hint="write YYYY-MM-DD") from error


def _describe_type(name: str) -> dict[str, Any]:
    value_type = type_named(name)
    told: dict[str, Any] = {"type": name, "notation": value_type.notation}
    if value_type.refers_to is not None:
        told["value"] = (
            f"the id of {'an' if value_type.refers_to[0] in 'aeiou' else 'a'} {value_type.refers_to}"
        )
    return told


def _list_statuses(archive: "Archive") -> Iterator[dict[str, Any]]:
    used = archive.statuses()
    for one in dict.fromkeys([*DEGREES, *PHASES, *used]):
        yield {
            "status": one,
            "degree": DEGREES.get(one),
            "speaks_of": PHASES.get(one),
            "is_used": one in used or None,
        }


def _pick(archive: "Archive", kind: str, words: str) -> Iterator[Mapping[str, Any]]:
    """Yield the records of a kind that have some words; where none has, what is named like them."""
    wanted = fold(words).split()
    is_found = False
    for one in archive.entities(kind):
        if wanted:
            names = [one.get(name) for name in ("id", "name", "label", "title", "note", "description")]
            text = fold(" ".join(str(name) for name in [*names, *(one.get("aliases") or ())] if name))
            if not all(word in text for word in wanted):
                continue
        is_found = True
        yield one
    if wanted and not is_found:
        for _, key in _list_candidates(archive, words, (kind,)):
            if (record := archive.entity(kind, key)) is not None:
                yield record


def _list_candidates(archive: "Archive", name: str, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    """List what comes near a name, the likeliest first: kind and id."""
    try:
        near = archive.find(name, kinds)
    except UnknownNameError as error:
        sure = [found for one in error.suggestions for found in archive.find_sure(one, kinds)]
        return list(dict.fromkeys((found.kind, one) for found in sure for one in found.ids))
    return [(near.kind, one) for one in near.ids]


def _describe_property(archive: "Archive", one: Mapping[str, Any]) -> dict[str, Any]:
    key = one["id"]
    value_type = type_named(one.get("type", "text"))
    claim = next(archive.claims(ClaimFilter(property=(key,), stance=("asserts",)), 1), None)
    return {
        **one,
        "answers": one.get("answers") or f"{value_type.answers} (by default)",
        "usual_subjects": [kind for kind in SUBJECTS if archive.has_subject(key, kind)],
        "example": None if claim is None else {"about": claim["about"], "value": claim["value"]},
    }


def _resolve(archive: "Archive", name: str, kinds: tuple[str, ...]) -> dict[str, Any]:
    """Say what one name stands for, or which records come near it."""
    told: dict[str, Any] = {"asked": name}
    if not name.strip():
        return {**told, "state": "unknown"}
    sure = archive.find_sure(name, kinds)
    if len(sure) == 1 and len(sure[0].ids) == 1:
        found = sure[0]
        return {
            **told,
            "state": "found",
            "id": found.ids[0],
            "kind": found.kind,
            "name": found.name,
            "how": found.way,
        }
    if sure:
        ids = [(found.kind, one) for found in sure for one in found.ids]
        return {**told, "state": "ambiguous", "candidates": [_name(archive, *one) for one in ids]}
    candidates = _list_candidates(archive, name, kinds)
    state = "only like these" if candidates else "unknown"
    return {**told, "state": state, "candidates": [_name(archive, *one) for one in candidates[:10]]}


def _name(archive: "Archive", kind: str, one: str) -> dict[str, Any]:
    record = archive.entity(kind, one) or {}
    return {"id": one, "kind": kind, "name": record.get("name") or record.get("label") or record.get("title")}
