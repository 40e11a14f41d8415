"""How the claims write the words of a query, and which of their words are nearest to one that none has."""

from collections.abc import Iterator, Sequence
from itertools import islice, product
from math import prod
from typing import TYPE_CHECKING

from talkscli.index.spelling import find_forms, read_words
from talkscli.queries.rows import ClaimRow
from talkscli.queries.text_query import read_query, vary_numbers

if TYPE_CHECKING:
    from talkscli.queries.session import Session
    from talkscli.queries.text_query import Condition

_LAST = "\U0010ffff"
_SOUNDS_NEAR = 80
_LOOKS_NEAR = 70
"""How alike, of 100, a word must sound and look that is taken for another."""
_LONGEST_SLIP = 60
"""A longer word is not taken for a slip of another."""
_MOST_SPELLINGS = 200
"""So many spellings of one word are looked for, before only the word as asked is."""
_MOST_TERMS = 2000
"""So many words, in all their spellings, are looked for at once: each takes some 5 kB while it is."""
_MOST_NAMES = 50
"""So many other names of a term are looked for."""
_MOST_READ = 5000
"""In so many claims a phrase of many spellings is looked for."""


def find_words(session: "Session", word: str, *, prefix: bool = False) -> Iterator[str]:
    """Yield the words of the claims that one may stand for, or that begin so."""
    for form in find_forms(word):
        condition, values = match_form(form, prefix=prefix)
        for row in session.run(f"SELECT word FROM spelling WHERE {condition}", values):
            yield row[0]


def match_form(form: str, *, prefix: bool) -> tuple[str, tuple[str, ...]]:
    """Write the condition that a column `form` has a form of a word, or begins with it."""
    return ("form >= ? AND form < ?", (form, form + _LAST)) if prefix else ("form = ?", (form,))


def prepare_query(session: "Session", query: str) -> list["Condition"]:
    """Take a query apart, and find how the claims write its words.

    Raises:
        UsageError: nothing is asked for, too much is, or a field does not exist.
    """
    wanted = read_query(query)
    _spell(session, wanted)
    return wanted


def _spell(session: "Session", wanted: Sequence["Condition"]) -> None:
    """Write the expressions of conditions from the words that the claims have."""
    most = min(_MOST_SPELLINGS, _MOST_TERMS // sum(len(one.words) for one in wanted))
    for one in wanted:
        if one.field:
            continue
        spelled = []
        for place, word in enumerate(one.words, 1):
            prefix = one.prefix and place == len(one.words)
            found = list(islice(find_words(session, word, prefix=prefix), most))
            spelled.append(found if 0 < len(found) < most else [word])
            one.wide = prefix and len(found) >= most
        tail = " *" if one.prefix and spelled[-1] == one.words[-1:] else ""
        if one.wide:
            phrases = [" ".join(one.words)]
        elif prod(map(len, spelled)) <= most:
            phrases = [" ".join(words) for words in product(*spelled)]
        else:
            phrases = _read_phrases(session, one, spelled)[:most] or [" ".join(one.words)]
        if not one.prefix:
            phrases += [" ".join(words) for words in vary_numbers(one.text, one.words)]
            phrases += _name_otherwise(session, one)
        # The quotation marks keep AND, OR and NOT plain words, and words are letters and digits only.
        one.expression = "(" + " OR ".join(f'"{phrase}"{tail}' for phrase in phrases) + ")"
        one.common = None


def _name_otherwise(session: "Session", one: "Condition") -> list[str]:
    """List the other names of a term that is called as a condition asks: a truce is a ceasefire."""
    from talkscli.queries.records import read_record
    from talkscli.queries.sure_names import find_sure

    names: dict[str, None] = {}
    for found in find_sure(session, one.text, ("term",)):
        for key in found.ids:
            record = read_record(session, "term", key) or {}
            for name in (record.get("name", ""), *record.get("aliases", ())):
                if (words := read_words(name)) and words != one.words:
                    names[" ".join(words)] = None
    return list(names)[:_MOST_NAMES]


def _read_phrases(session: "Session", one: "Condition", spelled: Sequence[Sequence[str]]) -> list[str]:
    """List how claims that have all words write them together: many spellings make too many phrases."""
    everywhere = " AND ".join("(" + " OR ".join(f'"{word}"' for word in words) + ")" for words in spelled)
    sql = "SELECT line.line FROM words CROSS JOIN line ON line.seq = words.rowid WHERE words MATCH ? LIMIT ?"
    found: dict[str, None] = {}
    for (line,) in session.run(sql, (everywhere, _MOST_READ)):
        words = read_words(ClaimRow(line).spoken)
        for places in one.find_in([set(find_forms(word)) for word in words]):
            found[" ".join(words[places.start : places.stop])] = None
    return list(found)


def spell_nearer(session: "Session", wanted: Sequence["Condition"]) -> list[tuple[str, str]]:
    """Replace words that the claims do not have by the nearest that they have; return both of each."""
    changed = []
    for one in wanted:
        if one.field or one.absent or one.prefix:
            continue
        for place, word in enumerate(one.words):
            if (taken := _find_nearest(session, word)) is not None:
                changed.append((word, taken))
                one.words[place] = taken
                one.forms[place] = set(find_forms(taken))
    _spell(session, wanted)
    return changed


def _find_nearest(session: "Session", word: str) -> str | None:
    """Return the word of the claims that is nearest to one that none has; None if it has, or none is near."""
    if word.isdigit():
        return None  # another number is another thing
    from rapidfuzz import fuzz, process

    sound = find_forms(word)[0]
    if not 4 <= len(sound) <= _LONGEST_SLIP or next(find_words(session, word), None) is not None:
        return None
    # A slip in the first letter is rare, and the forms are sorted by it.
    sql = "SELECT form, word FROM spelling WHERE form >= ? AND form < ?"
    known: dict[str, str] = dict(session.run(sql, (sound[0], chr(ord(sound[0]) + 1))))
    for form, *_ in process.extract(sound, list(known), scorer=fuzz.ratio, score_cutoff=_SOUNDS_NEAR):
        near = known[form]
        # What is written in other letters cannot look alike.
        if fuzz.ratio(word.lower(), near) >= _LOOKS_NEAR or word.isascii() != near.isascii():
            return near
    return None
