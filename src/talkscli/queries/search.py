"""Claims by their words.

The language: words that must all stand in a claim, in any order; "several words" that must stand together;
pref* for words that begin so; -word for words that must not stand there; who:, outlet:, about: and property:
before a word for the names of those. Words are folded as names are, so that case, diacritics and scripts do
not matter. Where nothing has the words, the nearest spellings that the store has are taken, and it is said.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice, product
from math import prod
from typing import TYPE_CHECKING

from talkscli.errors import UsageError, cut
from talkscli.index.spelling import WORD, find_forms
from talkscli.queries.limits import check_words
from talkscli.queries.name_words import find_words
from talkscli.queries.rows import ClaimRow, Hit
from talkscli.queries.text_matching import MOST_RANKED, find_hits, meet_fields, meet_words

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive

FIELDS = ("who", "outlet", "about", "property")
"""What can stand before a colon."""

_PIECE = re.compile(r'(-?)(?:([^\W\d_]+):)?(?:"([^"]*)"?|(\S+))')
_SOUNDS_NEAR = 80
_LOOKS_NEAR = 70
"""How alike, of 100, a word must sound and look that is taken for another."""
_LONGEST_SLIP = 60
"""A longer word is not taken for a slip of another."""
_MOST_SPELLINGS = 200
_MOST_TERMS = 2000
"""So many words, in all their spellings, are looked for at once: each takes some 5 kB while it is."""
_MOST_READ = 5000
"""In so many claims a phrase of many spellings is looked for."""


class Wanted:
    """One condition of a query: words that stand together."""

    __slots__ = (
        "absent",
        "common",
        "expression",
        "field",
        "forms",
        "most",
        "prefix",
        "text",
        "wide",
        "words",
    )

    def __init__(self, text: str, words: list[str], *, field: str, prefix: bool, absent: bool) -> None:
        self.text = text
        """As asked."""
        self.words = words
        self.forms = [set(find_forms(word)) for word in words]
        """Of each word the forms under which it is known."""
        self.field = field
        self.prefix = prefix
        """Whether the last word is only the beginning of one."""
        self.absent = absent
        self.expression = ""
        """The condition as FTS5 reads it."""
        self.common: bool | None = None
        """Whether very many claims have the words, once it is known."""
        self.wide = False
        """Whether very many words begin so."""
        self.most = _MOST_SPELLINGS
        """So many spellings of each word are looked for, before only the word as asked is."""

    def spell(self, archive: "Archive") -> None:
        """Write the expression from the words that the claims have."""
        last = len(self.words) - 1
        # The quotation marks keep AND, OR and NOT plain words, and words are letters and digits only.
        spelled = []
        for place, word in enumerate(self.words):
            prefix = self.prefix and place == last
            found = list(islice(find_words(archive, word, prefix=prefix), self.most))
            spelled.append(found if 0 < len(found) < self.most else [word])
            self.wide = prefix and len(found) >= self.most
        self.common = None
        tail = " *" if self.prefix and spelled[last] == [self.words[last]] else ""
        if prod(map(len, spelled)) <= self.most:
            phrases = [" ".join(words) for words in product(*spelled)]
        else:
            phrases = self._read_phrases(archive, spelled, tail) or [" ".join(self.words)]
        self.expression = "(" + " OR ".join(f'"{phrase}"{tail}' for phrase in phrases) + ")"

    def _read_phrases(self, archive: "Archive", spelled: list[list[str]], tail: str) -> list[str]:
        """List how claims that have all words write them together: many spellings make too many phrases."""
        tails = [""] * (len(spelled) - 1) + [tail]
        everywhere = " AND ".join(
            "(" + " OR ".join(f'"{word}"{end}' for word in words) + ")"
            for words, end in zip(spelled, tails, strict=True)
        )
        sql = (
            "SELECT line.line FROM words CROSS JOIN line ON line.seq = words.rowid "
            "WHERE words MATCH ? LIMIT ?"
        )
        found: dict[str, None] = {}
        for (line,) in archive.run(sql, (everywhere, _MOST_READ)):
            words = WORD.findall(ClaimRow(line).spoken)
            for places in self.find_in([set(find_forms(word)) for word in words]):
                found[" ".join(words[places.start : places.stop])] = None
            if len(found) >= self.most:
                break
        return list(found)

    def find_in(self, words: Sequence[set[str]]) -> Iterator[range]:
        """Yield where in a row of words, each given by its forms, the condition's words stand."""
        size = len(self.forms)
        for start in range(len(words) - size + 1):
            if all(self._meets(place, words[start + place]) for place in range(size)):
                yield range(start, start + size)

    def _meets(self, place: int, said: set[str]) -> bool:
        asked = self.forms[place]
        if self.prefix and place == len(self.forms) - 1:
            return any(form.startswith(one) for form in said for one in asked)
        return not asked.isdisjoint(said)


def read_query(query: str) -> list[Wanted]:
    """Take a query apart.

    Raises:
        UsageError: nothing is asked for, or a field does not exist.
    """
    check_words(query, "a search")
    wanted = []
    for piece in _PIECE.finditer(query):
        minus, field, phrase, word = piece.groups()
        text = phrase if phrase is not None else word
        if field and field.lower() not in FIELDS:
            # A time or an address has a colon too: such a word is searched for as it stands.
            if phrase is None and not field.islower():
                text, field = f"{field}:{text}", ""
            else:
                raise UsageError(
                    f"there is no field {cut(field)!r} to search in",
                    hint=f"use {', '.join(one + ':' for one in FIELDS)} or put quotation marks around it",
                )
        if words := WORD.findall(text):
            prefix = phrase is None and text.endswith("*")
            wanted.append(Wanted(text, words, field=(field or "").lower(), prefix=prefix, absent=bool(minus)))
    if not wanted:
        raise UsageError("there is no word to search for", hint='write words, or "words in a row"')
    if all(one.absent for one in wanted):
        raise UsageError("a search cannot only leave out", hint="add a word that the claims have")
    most = min(_MOST_SPELLINGS, _MOST_TERMS // sum(len(one.words) for one in wanted))
    for one in wanted:
        one.most = most
    return wanted


def match_prepared(archive: "Archive", wanted: Sequence[Wanted]) -> tuple[str, list[object]]:
    """Return a condition on the table `claim`, with its values, for the claims that a query matches."""
    conditions, values = meet_fields(archive, wanted)
    said = [one for one in wanted if not one.field]
    sign, expression = "IN", meet_words(said)
    if not expression:
        sign, expression = "NOT IN", " OR ".join(one.expression for one in said)
    if expression:
        conditions.append(f"claim.seq {sign} (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(expression)
    return " AND ".join(conditions), values


def prepare_query(archive: "Archive", query: str) -> list[Wanted]:
    """Take a query apart, and find how the claims write its words."""
    wanted = read_query(query)
    for one in wanted:
        if not one.field:
            one.spell(archive)
    return wanted


def search_claims(archive: "Archive", query: str, limit: int | None = None) -> Iterator[Hit]:
    """Return the claims that a query matches, best first; see the module for the language."""
    archive.last_search_note = ""
    wanted = prepare_query(archive, query)
    notes = []
    rows, by_age = find_hits(archive, wanted, limit)
    first = next(rows, None)
    if first is None:
        if not (changed := _spell_nearer(archive, wanted)):
            return
        rows, by_age = find_hits(archive, wanted, limit)
        if (first := next(rows, None)) is None:
            return
        taken = ", ".join(f"{cut(asked)!r}; taken instead: {near!r}" for asked, near in changed)
        notes.append(f"nothing has {taken}")
    if by_age:
        notes.append(f"more than {MOST_RANKED:,} claims have each of these words: the newest come first")
    archive.last_search_note = "; ".join(notes)
    best = first[1]
    for line, score in chain((first,), rows):
        row = ClaimRow(line)
        yield Hit(row, round(score / best, 4) if best else 1.0, mark_words(row["text"], wanted))


def _spell_nearer(archive: "Archive", wanted: Sequence[Wanted]) -> list[tuple[str, str]]:
    """Replace words that the claims do not have by the nearest that they have; return both of each."""
    from rapidfuzz import fuzz, process

    changed = []
    for one in wanted:
        if one.field or one.absent or one.prefix:
            continue
        for place, word in enumerate(one.words):
            sound = find_forms(word)[0]
            if not 4 <= len(sound) <= _LONGEST_SLIP or next(find_words(archive, word), None) is not None:
                continue
            # A slip in the first letter is rare, and the forms are sorted by it.
            sql = "SELECT form, word FROM spelling WHERE form >= ? AND form < ?"
            known = dict(archive.run(sql, (sound[0], chr(ord(sound[0]) + 1))))
            near = process.extract(sound, list(known), scorer=fuzz.ratio, score_cutoff=_SOUNDS_NEAR)
            for taken in (str(known[form]) for form, *_ in near):
                # What is written in other letters cannot look alike.
                if fuzz.ratio(word.lower(), taken) >= _LOOKS_NEAR or word.isascii() != taken.isascii():
                    changed.append((word, taken))
                    one.words[place] = taken
                    one.forms[place] = set(find_forms(taken))
                    break
        one.spell(archive)
    return changed


def mark_words(text: str, wanted: Sequence[Wanted]) -> list[tuple[int, int]]:
    """List where in a text the words of a query stand: start and end of each."""
    said = list(WORD.finditer(text))
    forms = [set(find_forms(match[0])) for match in said]
    marks = {
        said[place].span()
        for one in wanted
        if not one.field and not one.absent
        for places in one.find_in(forms)
        for place in places
    }
    return sorted(marks)
