"""The names of a store, found in running text: whole names, in any case and spelling that is sure.

A name that two records have is nobody's. A surname alone is a person's where the text names him in full, and
nobody else with that surname. Nothing that only resembles a name is taken.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from talkscli.drafting.language import split_list
from talkscli.names import fold_name

if TYPE_CHECKING:
    from talkscli.drafting.language import Language
    from talkscli.queries.archive import Archive

WORD = re.compile(r"[^\W\d_]+|\d+")
_GAP = re.compile(r"[ \u00a0\-‐‑–'’.]{0,3}")
_QUALIFIER = re.compile(r"\s*\([^()]*\)$")
KINDS = ("actor", "place", "event", "term")
_SHORT = 3
"""A name of so many letters stands in a text as it stands in the store, or it is another word."""
_LONGEST = 10
"""Names of more words are not looked for."""


@dataclass(slots=True)
class Mention:
    """Where a text names a record."""

    start: int
    end: int
    kind: str
    id: str


class Names:
    """The names of a store's actors, places, events and terms, by their folded words."""

    def __init__(self, archive: "Archive", language: "Language") -> None:
        self.language = language
        self._archive = archive
        self.records: dict[str, dict[str, Mapping[str, Any]]] = {kind: {} for kind in (*KINDS, "property")}
        """The records of each kind by their ids."""
        self._ids: dict[tuple[str, str], dict[str, list[str]]] = {}
        """By kind and folded name: ids, each with the ways in which the store writes the name."""
        self._sizes: dict[str, int] = {}
        """By the first word of a name: how many words the longest of its names has."""
        for kind in self.records:
            for record in archive.entities(kind):
                self.records[kind][record["id"]] = record
                if kind in KINDS:
                    for name in (record["name"], *record.get("aliases", ())):
                        self._add(kind, record["id"], name)

    def _add(self, kind: str, one: str, name: str) -> None:
        for written in dict.fromkeys((name, _QUALIFIER.sub("", name))):
            words = WORD.findall(written)
            if not words or len(words) > _LONGEST:
                continue
            for key in self._write_keys(kind, written):
                self._ids.setdefault((kind, key), {}).setdefault(one, []).append(written)
            for first in {words[0], self._skip_article(words)}:
                head = self._reduce(kind, fold_name(first))
                self._sizes[head] = max(self._sizes.get(head, 0), len(words))

    def _write_keys(self, kind: str, written: str) -> set[str]:
        folded = fold_name(written)
        words = WORD.findall(written)
        keys = {folded}
        is_name = len(words) > 2 or (len(words) == 2 and words[1][0].isupper())
        if is_name and words[0].lower() in self.language["grammar.articles"]:
            keys.add(fold_name(" ".join(words[1:])))
        if kind in {"term", "event"}:
            keys |= {self._reduce_all(key) for key in set(keys)}
        return keys

    def _skip_article(self, words: Sequence[str]) -> str:
        is_article = len(words) > 1 and words[0].lower() in self.language["grammar.articles"]
        return words[1] if is_article else words[0]

    def _reduce(self, kind: str, folded: str) -> str:
        return self.language.make_singular(folded) if kind in {"term", "event"} else folded

    def _reduce_all(self, folded: str) -> str:
        return " ".join(self.language.make_singular(word) for word in folded.split())

    def name_of(self, kind: str, one: str) -> str:
        """Return the name of a record as shown."""
        record = self.records[kind].get(one, {})
        return str(record.get("name") or record.get("label") or one.replace("-", " "))

    def actor(self, one: str) -> Mapping[str, Any]:
        """Return the fields of an actor; none if there is no such."""
        return self.records["actor"].get(one, {})

    def find_state(self, place: str) -> str | None:
        """Return the state for which the name of a place can stand: its own, or that in which it lies."""
        wider = [place, *([str(within)] if (within := self.records["place"][place].get("within")) else [])]
        for one in wider:
            names = [self.name_of("place", one), *self.records["place"].get(one, {}).get("aliases", ())]
            for name in names:
                ids = self._ids.get(("actor", fold_name(_QUALIFIER.sub("", name))), {})
                states = [actor for actor in ids if self.actor(actor)["kind"] == "state"]
                if len(states) == 1:
                    return states[0]
        return None

    def find_sure(self, written: str) -> str | None:
        """Return the actor that surely has a name in another spelling or script, or None."""
        found = self._archive.find_sure(written, ("actor",))
        return found[0].ids[0] if len(found) == 1 else None

    def find_all(self, text: str) -> list[Mention]:
        """Return what a text names, the longest names first taken; a stretch may name one of each kind."""
        words = list(WORD.finditer(text))
        found: list[Mention] = []
        taken: dict[str, int] = {}
        for place, word in enumerate(words):
            folded = fold_name(word[0])
            sizes = (self._sizes.get(folded, 0), self._sizes.get(self.language.make_singular(folded), 0))
            for size in range(min(max(sizes), len(words) - place), 0, -1):
                last = words[place + size - 1]
                if not _is_joined(text, words[place : place + size]):
                    continue
                written = text[word.start() : last.end()]
                for mention in self._match(written, word.start(), last.end()):
                    if mention.start >= taken.get(mention.kind, 0):
                        taken[mention.kind] = mention.end
                        found.append(mention)
        return sorted(found, key=lambda one: (one.start, -one.end, KINDS.index(one.kind)))

    def _match(self, written: str, start: int, end: int) -> Iterator[Mention]:
        folded = fold_name(written)
        reduced = self._reduce_all(folded)
        for kind in KINDS:
            ids = self._ids.get((kind, folded))
            if not ids and kind in {"term", "event"}:
                ids = self._ids.get((kind, reduced))
            if not ids:
                continue
            fitting = [
                one
                for one, names in ids.items()
                if any(self._fits_case(kind, one, name, written) for name in names)
            ]
            if len(fitting) == 1:
                yield Mention(start, end, kind, fitting[0])

    def _fits_case(self, kind: str, one: str, name: str, written: str) -> bool:
        """Whether a name may be written so: people and places have capitals, short names stay."""
        letters = [sign for sign in name if sign.isalpha()]
        if len(letters) <= _SHORT:
            return name == written
        if kind not in {"actor", "place"} or not letters[0].isupper():
            return True
        if name.isupper():
            return written.isupper()
        if written[:1].isupper() or not written[:1].isalpha():
            return True
        # "the county council", "police": bodies are spoken of in small letters too.
        is_body = kind == "actor" and self.actor(one)["kind"] in {"office", "organisation", "unnamed"}
        last = WORD.findall(written)[-1].lower()
        return is_body and last in self.language["roles.organisations"]


def _is_joined(text: str, words: Sequence[re.Match[str]]) -> bool:
    return all(_GAP.fullmatch(text, one.end(), other.start()) for one, other in pairwise(words))


class Surnames:
    """The people whom an article names in full, so that a surname alone is theirs."""

    def __init__(self, names: Names, mentions: Iterable[Mention]) -> None:
        self._language = names.language
        people: dict[str, set[str]] = {}
        for mention in mentions:
            record = names.actor(mention.id)
            if mention.kind == "actor" and record.get("kind") == "person":
                for name in (record["name"], *record.get("aliases", ())):
                    words = split_list(name.replace(" ", ","))
                    if len(words) > 1:
                        people.setdefault(words[-1], set()).add(mention.id)
        known = {word: next(iter(ids)) for word, ids in people.items() if len(ids) == 1}
        body = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
        self._known = known
        self._form = re.compile(rf"(?<![^\W_])(?:{body})(?![^\W_])") if known else None

    def find_more(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """Return the mentions with those by a surname that lies in none of them."""
        if self._form is None:
            return list(mentions)
        more = [
            Mention(found.start(), found.end(), "actor", self._known[found[0]])
            for found in self._form.finditer(text)
            if not any(one.start <= found.start() < one.end for one in mentions if one.kind == "actor")
            and not _follows_name(text, found.start(), self._language)
        ]
        return sorted([*mentions, *more], key=lambda one: (one.start, -one.end, KINDS.index(one.kind)))


_CAPITAL = re.compile(r"(?<![^\W_])([^\W\d_]+|[^\W\d_]\.)[ \u00a0]$")


def _follows_name(text: str, at: int, language: "Language") -> bool:
    """Whether another given name stands before it: it is another person of that surname."""
    before = _CAPITAL.search(text, max(0, at - 40), at)
    if before is None or not before[1][0].isupper():
        return False
    word = before[1].lower()
    if word in language["roles.nouns"] or word in language.abbreviations:
        return False
    # At the beginning of a sentence a capital says nothing.
    start = text[: before.start()].rstrip()
    return bool(start) and start[-1] not in ".!?:;"
