"""Claims by their words.

The language: words that must all stand in a claim, in any order; "several words" that must stand together;
pref* for words that begin so; -word for words that must not stand there; who:, outlet:, about: and property:
before a word for the names of those. Words are folded as names are, so that case, diacritics and scripts do
not matter. Where nothing has the words, the nearest spellings that the store has are taken, and it is said.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.errors import UsageError
from talkscli.query.archive import Hit
from talkscli.query.rows import ClaimRow
from talkscli.store.folding import fold_words, spell_plainly

if TYPE_CHECKING:
    from talkscli.store.archive import SqlArchive

FIELDS = ("who", "outlet", "about", "property")
"""What can stand before a colon."""

_PIECE = re.compile(r'(-?)(?:([^\W\d_]+):)?(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_NEAR_ENOUGH = 75
_MOST_WORDS = 50


class Wanted:
    """One condition of a query: words that stand together, folded."""

    __slots__ = ("absent", "field", "folded", "plain", "prefix", "words")

    def __init__(self, words: str, folded: list[str], *, field: str, prefix: bool, absent: bool) -> None:
        self.words = words
        self.folded = folded
        self.field = field
        self.prefix = prefix
        self.absent = absent
        single = len(words.split()) == 1 and words.rstrip("*").isalnum() and words.isascii()
        self.plain = spell_plainly(words) if single and not words.isdigit() else ""
        """The plain spelling, where the word may stand for one with diacritics."""

    def expression(self) -> str:
        """Write the condition as FTS5 reads it."""
        # Folded words are letters and digits only; the quotation marks keep AND, OR and NOT plain words.
        forms = [" ".join(self.folded)]
        if self.plain:
            forms.append(self.plain)
        tail = " *" if self.prefix else ""
        return "(" + " OR ".join(f'"{form}"{tail}' for form in forms) + ")"

    def is_said(self, said: str, word: str) -> bool:
        """Tell whether a word, or the sounds of several, meet the condition."""
        flat = " ".join(self.folded)
        if said == flat or (self.prefix and said.startswith(flat)):
            return True
        if not self.plain or word.isascii():
            return False
        plain = spell_plainly(word)
        return plain == self.plain or (self.prefix and plain.startswith(self.plain))


def read_query(query: str) -> list[Wanted]:
    """Take a query apart.

    Raises:
        UsageError: nothing is asked for, or a field does not exist.
    """
    from talkscli.names import fold_text

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
                    f"there is no field {field!r} to search in",
                    hint=f"use {', '.join(one + ':' for one in FIELDS)} or put quotation marks around it",
                )
        folded = fold_text(text).split()
        if folded:
            prefix = phrase is None and text.endswith("*")
            wanted.append(
                Wanted(text, folded, field=(field or "").lower(), prefix=prefix, absent=bool(minus))
            )
    if not wanted:
        raise UsageError("there is no word to search for", hint='write words, or "words in a row"')
    if all(one.absent for one in wanted):
        raise UsageError("a search cannot only leave out", hint="add a word that the claims have")
    if len(wanted) > _MOST_WORDS:
        raise UsageError(f"a search has at most {_MOST_WORDS} words")
    return wanted


def match_claims(archive: "SqlArchive", query: str) -> tuple[str, list[object]]:
    """Return a condition on the table `claim`, with its values, for the claims that a query matches."""
    wanted = read_query(query)
    conditions, values = _meet_fields(archive, wanted)
    if expression := _meet_words(wanted):
        conditions.append("claim.seq IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(expression)
    return " AND ".join(conditions), values


def search_claims(archive: "SqlArchive", query: str, limit: int | None = None) -> Iterator[Hit]:
    """Return the claims that a query matches, best first; see the module for the language."""
    archive.last_search_note = ""
    wanted = read_query(query)
    hits = _find_hits(archive, wanted, limit)
    first = next(hits, None)
    if first is None:
        changed = _spell_nearer(archive, wanted)
        hits = _find_hits(archive, wanted, limit)
        first = next(hits, None) if changed else None
        if first is None:
            return
        taken = ", ".join(f"{asked!r}; taken instead: {_spell(first, near)!r}" for asked, near in changed)
        archive.last_search_note = f"nothing has {taken}"
    yield first
    yield from hits


def _find_hits(archive: "SqlArchive", wanted: Sequence[Wanted], limit: int | None) -> Iterator[Hit]:
    conditions, values = _meet_fields(archive, wanted)
    if archive.as_of is not None:
        conditions.append(f"claim.known <= {archive.as_of}")
    expression = _meet_words(wanted)
    reach = -1 if limit is None else limit
    if expression:
        where = "".join(f" AND {condition}" for condition in conditions)
        join = " CROSS JOIN claim ON claim.seq = words.rowid"
        sql = (
            "SELECT line.line, hit.score FROM (SELECT words.rowid AS seq, rank AS score "
            f"FROM words{join} WHERE words MATCH ?{where} ORDER BY rank, claim.listing LIMIT ?) AS hit "
            "CROSS JOIN line ON line.seq = hit.seq"
        )
        rows = archive.run(sql, [expression, *values, reach])
    else:
        sql = (
            "SELECT line.line, -1.0 FROM (SELECT claim.seq AS seq FROM claim "
            f"WHERE {' AND '.join(conditions)} ORDER BY claim.listing LIMIT ?) AS hit "
            "CROSS JOIN line ON line.seq = hit.seq"
        )
        rows = archive.run(sql, [*values, reach])
    best = None
    for line, score in rows:
        best = best or score
        row = ClaimRow(line)
        yield Hit(row, round(score / best, 4) if best else 1.0, mark_words(row["text"], wanted))


def _meet_words(wanted: Sequence[Wanted]) -> str:
    present = " AND ".join(one.expression() for one in wanted if not one.field and not one.absent)
    absent = " OR ".join(one.expression() for one in wanted if not one.field and one.absent)
    if not present:
        return ""
    return f"({present}) NOT ({absent})" if absent else present


def _meet_fields(archive: "SqlArchive", wanted: Sequence[Wanted]) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    values: list[object] = []
    only_fields = not any(not one.field and not one.absent for one in wanted)
    for one in wanted:
        if not one.field:
            if one.absent and only_fields:
                conditions.append("claim.seq NOT IN (SELECT rowid FROM words WHERE words MATCH ?)")
                values.append(one.expression())
            continue
        numbers = ",".join(map(str, _find_named(archive, one)))
        sign = "NOT IN" if one.absent else "IN"
        if one.field == "outlet":
            numbers = (
                "SELECT document.num FROM entity AS outlet JOIN entity AS document "
                "ON document.kind = 'document' AND document.sub = outlet.id "
                f"WHERE outlet.num IN ({numbers})"
            )
        column = "document" if one.field == "outlet" else one.field
        conditions.append(f"claim.{column} {sign} ({numbers})")
    return conditions, values


_KINDS = {
    "who": ("actor",),
    "outlet": ("actor",),
    "about": ("actor", "place", "event"),
    "property": ("property",),
}


def _find_named(archive: "SqlArchive", wanted: Wanted) -> list[int]:
    """List the records of a field's kinds that have the words in one of their names, or in their id."""
    kinds = ",".join(repr(kind) for kind in _KINDS[wanted.field])
    asked = " " + " ".join(wanted.folded) + ("" if wanted.prefix else " ")
    found: dict[int, None] = {}
    sql = (
        "SELECT entity.num, name.form, entity.id FROM entity CROSS JOIN name ON name.num = entity.num "
        f"AND name.way = 'exact' WHERE entity.kind IN ({kinds})"
    )
    for number, name, one in archive.run(sql):
        known = f" {fold_words(name)} {fold_words(one)} "
        if asked in known or (wanted.plain and f" {wanted.plain}{'' if wanted.prefix else ' '}" in known):
            found[number] = None
    return list(found)


def _spell_nearer(archive: "SqlArchive", wanted: Sequence[Wanted]) -> list[tuple[str, str]]:
    """Replace words that the store does not have by the nearest that it has; return both of each."""
    from rapidfuzz import fuzz, process

    archive.connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, words, row)"
    )
    changed = []
    for one in wanted:
        if one.field or one.absent or one.prefix:
            continue
        for place, word in enumerate(one.folded):
            sql = "SELECT 1 FROM temp.vocabulary WHERE term = ?"
            if len(word) < 4 or archive.first(sql, (word,)) is not None:
                continue
            # A slip in the first letter is rare, and the vocabulary is sorted by it.
            sql = "SELECT term FROM temp.vocabulary WHERE term >= ? AND term < ?"
            terms = [row[0] for row in archive.run(sql, (word[0], chr(ord(word[0]) + 1)))]
            near = process.extractOne(word, terms, scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH)
            if near is not None:
                changed.append((one.words, near[0]))
                one.folded[place] = near[0]
                one.plain = ""
    return changed


def _spell(hit: Hit, folded: str) -> str:
    """Return a word of a claim as it is written there."""
    from talkscli.names import fold_word

    words = _WORD.findall(hit.row["text"])
    return next((word for word in words if fold_word(word) == folded), folded)


def mark_words(text: str, wanted: Sequence[Wanted]) -> list[tuple[int, int]]:
    """List where in a text the words of a query stand: start and end of each."""
    from talkscli.names import fold_word

    words = [(match.start(), match.end(), fold_word(match[0])) for match in _WORD.finditer(text)]
    marks: set[tuple[int, int]] = set()
    for one in wanted:
        if one.field or one.absent:
            continue
        flat = " ".join(one.folded)
        for start in range(len(words)):
            said = ""
            for place in range(start, len(words)):
                said = f"{said} {words[place][2]}".strip()
                if one.is_said(said, text[words[place][0] : words[place][1]]):
                    marks.update((words[i][0], words[i][1]) for i in range(start, place + 1))
                    break
                if not flat.startswith(said):
                    break
    return sorted(marks)
