"""How claims, facts and sources read in words: names for ids, values for people, chains of provenance."""

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from talkscli.errors import TalksError
from talkscli.values.parsing import parse_value
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import ClaimRow, Entity
    from talkscli.values.parsing import Value

UNDATED = "undated"
LONG_NAME = 24


class Labels:
    """Words for what one archive holds; remembers what it has looked up."""

    def __init__(self, archive: "Archive") -> None:
        self.archive = archive
        self.vocabulary = archive.vocabulary
        self._properties: dict[str, Entity | None] = {}
        self._subjects: dict[str, str] = {}
        self._documents: dict[str, Entity | None] = {}
        self._dates: dict[str, str] = {}
        self._short: set[str] | None = None

    def property(self, key: str) -> "Entity":
        """Return a property, or a stand-in of free text for one that is not there."""
        if key not in self._properties:
            self._properties[key] = self.archive.entity("property", key)
        return self._properties[key] or {"id": key, "type": "text"}

    def label(self, key: str) -> str:
        """Return the words for a property."""
        return self.property(key).get("label") or key.replace("-", " ").capitalize()

    def subject(self, key: str) -> str:
        """Return the name of an event, actor or place."""
        if key not in self._subjects:
            name = key
            for kind in ("event", "actor", "place"):
                if entity := self.archive.entity(kind, key):
                    name = entity["name"]
                    break
            self._subjects[key] = name
        return self._subjects[key]

    def fact(self, key: str) -> str:
        """Return the words for a fact: "Third round: Date"."""
        about, _, prop = key.rpartition(".")
        return f"{self.subject(about)}: {self.label(prop)}"

    def value(self, prop: str, value: "Value") -> str:
        """Return a parsed value for people, with what a count counts."""
        asked = self.property(prop)
        return type_named(asked["type"]).show(value, self.vocabulary, asked.get("unit") or "")

    def raw_value(self, prop: str, raw: Any) -> str:
        """Return a value as the store holds it, for people."""
        if raw is None:
            return ""
        try:
            return self.value(prop, parse_value(self.property(prop)["type"], raw))
        except TalksError:
            return raw if isinstance(raw, str) else ", ".join(raw)

    def claimed(self, row: "ClaimRow") -> str:
        """Return what a claim gives as its value, with its stance and exclusion."""
        if row["value"] is None:
            return "(not said)"
        shown = self.raw_value(row["property"], row["value"])
        if row["at"]:
            shown += f" (of {self.date(row['at'])})"
        if row["stance"] == "denies":
            return f"not {shown}"
        if row["stance"] == "withholds":
            return f"(not confirmed: {shown})"
        return f"{shown} only" if row["only"] else shown

    def date(self, edtf: str | None) -> str:
        """Return an EDTF date for people."""
        if not edtf:
            return UNDATED
        if edtf not in self._dates:
            from talkscli.values.edtf import parse_edtf, show_edtf

            try:
                self._dates[edtf] = show_edtf(parse_edtf(edtf))
            except TalksError:
                self._dates[edtf] = edtf
        return self._dates[edtf]

    def short_date(self, edtf: str | None) -> str:
        """Return a date for narrow columns: a day in digits, anything vaguer in words."""
        if not edtf:
            return UNDATED
        from talkscli.values.edtf import iso_day, parse_edtf

        try:
            value = parse_edtf(edtf)
        except TalksError:
            return edtf
        # A plain day in digits; of anything vaguer, digits alone would not tell "both" from "one of".
        return iso_day(value.earliest) if value.kind == "date" else self.date(edtf)

    def said(self, row: "ClaimRow", *, short: bool = False) -> str:
        """Return when a claim was said; without a date, by when its document was out."""
        show = self.short_date if short else self.date
        if row["when"]:
            return show(row["when"])
        if published := self.document(row["document"]).get("published"):
            from talkscli.values.edtf import INFINITY, iso_day, parse_edtf

            try:
                latest = parse_edtf(published).latest
            except TalksError:
                return UNDATED
            if latest < INFINITY:
                return f"by {show(iso_day(latest))}"
        return UNDATED

    def document(self, key: str) -> "Entity":
        """Return a document, or a stand-in with its id for one that is not there."""
        if key not in self._documents:
            self._documents[key] = self.archive.entity("document", key)
        return self._documents[key] or {"id": key, "outlet": key, "title": key}

    def outlet(self, row: "ClaimRow") -> str:
        """Return the name of the outlet whose document carries a claim."""
        return self.vocabulary.actor_name(self.document(row["document"])["outlet"])

    def chain(self, row: "ClaimRow") -> list[str]:
        """List the names from the claimant to the document's outlet."""
        actors = [row["who"], *reversed(row["via"]), self.document(row["document"])["outlet"]]
        chain = [actors[0]]
        chain += [actor for before, actor in pairwise(actors) if actor != before]
        return [self.vocabulary.actor_name(actor) for actor in chain]

    def who(self, key: str) -> str:
        """Return the name of a claimant."""
        return self.vocabulary.actor_name(key)

    def short_who(self, key: str) -> str:
        """Return the name of a claimant for narrow columns.

        Of a long name, what stands before its first comma is enough where no other actor's begins so.
        """
        name = self.who(key)
        if len(name) <= LONG_NAME or ", " not in name:
            return name
        if self._short is None:
            heads = Counter(one["name"].partition(", ")[0] for one in self.archive.entities("actor"))
            self._short = {head for head, times in heads.items() if times == 1}
        head = name.partition(", ")[0]
        return head if head in self._short else name
