"""Dates in running text, by the project's own reading of written dates, settled by the document's day."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from talkscli.drafting.known_names import WORD
from talkscli.drafting.quantities import Quantity
from talkscli.values.as_written import NO_YEAR, Style, list_meanings
from talkscli.values.as_written.date_tokens import COMMA, MONTH, NUMBER, ORDINAL, WEEKDAY, YEAR, tokenize
from talkscli.values.as_written.numbers import fold
from talkscli.values.edtf import INFINITY, parse_edtf

if TYPE_CHECKING:
    from talkscli.drafting.language import Language

_MOST_WORDS = 9
_TOKEN = re.compile(r"[^\W_]+(?:[.,:]\d+)*(?:['’][^\W_]+)?")
_DATED = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}-\d{2}")
_YEARS = range(1900, 2101)
_NO_DATE = {
    *("early", "mid", "late", "before", "after", "until", "by", "since", "between", "noon", "midnight"),
    *("quarter", "not before", "season"),
}
"""What words say that are no date without others."""
_JOINTS = {COMMA, "and", "or", "-"}


class DocumentDay:
    """When a document was published, as far as relative dates need it."""

    __slots__ = ("first", "last")

    def __init__(self, published: str | None) -> None:
        self.first: date | None = None
        self.last: date | None = None
        if published:
            value = parse_edtf(published)
            days = range(366, date.max.toordinal() - 366)
            self.first = date.fromordinal(value.earliest) if value.earliest in days else None
            self.last = date.fromordinal(value.latest) if value.latest in days else None


_LISTED = re.compile(r", ?[0-9]{1,2}$")


def _is_month(word: str) -> bool:
    return [kind for kind, _ in tokenize(fold(word), "")] == [MONTH]


class DateFinder:
    """Finds dates in sentences of one document."""

    def __init__(self, language: "Language", day: DocumentDay) -> None:
        self._language = language
        self._day = day
        known = day.last or day.first
        self.last_day = known.toordinal() if known is not None else INFINITY
        """The last day that is known on which the document may have been published, by its number."""

    def find_all(self, text: str, start: int, end: int, near: date | None = None) -> list[Quantity]:
        """Return the dates between two places of a paragraph, the longest first taken.

        Args:
            text: The paragraph.
            start: Where to begin.
            end: Where to stop.
            near: The day from which "next week" counts, if it is not the document's.
        """
        words = list(_TOKEN.finditer(text, start, end))
        found: list[Quantity] = []
        at = 0
        while at < len(words):
            for size in range(min(_MOST_WORDS, len(words) - at), 0, -1):
                first, last = words[at], words[at + size - 1]
                after = words[at + size][0] if at + size < len(words) else ""
                if _LISTED.search(text, first.start(), last.end()) and _is_month(after):
                    # "20 October, 27 October": the second number is a day, and no year.
                    continue
                value = self._read(text, first.start(), last.end(), near)
                if value:
                    found += [Quantity(first.start(), last.end(), "date", one) for one in value]
                    at += size
                    break
            else:
                at += 1
        return self._join_explained(text, found)

    def read_without_bound(self, text: str, found: Quantity) -> str | None:
        """Return the day of "until 21 September" or "since May", or None if there is no one day in it."""
        words = list(_TOKEN.finditer(text, found.start, found.end))
        for word in words[1:3]:
            values = self._read(text, word.start(), found.end, None)
            if len(values) == 1 and ".." not in values[0]:
                return values[0]
        return None

    def _join_explained(self, text: str, found: list[Quantity]) -> list[Quantity]:
        """Of "tomorrow (July 23)" keep the day that is written out."""
        joined: list[Quantity] = []
        for one in found:
            if joined and re.fullmatch(r"[^\W_]{0,9}\s?\(", text[joined[-1].end : one.start]):
                start = joined.pop().start
                while joined and re.fullmatch(r",?\s(?:[^\W\d_]{1,4}\s)?", text[joined[-1].end : start]):
                    start = joined.pop().start
                joined.append(Quantity(start, one.end, "date", one.value))
            else:
                joined.append(one)
        return joined

    def _read(self, text: str, start: int, end: int, near: date | None) -> list[str]:
        """Return the dates that a stretch means; two where "and" stands between two that lie apart."""
        written = text[start:end]
        if len(written) > 80 or "\n" in written:
            return []
        folded = fold(written)
        for other, same in self._language.same_dates:
            if other in folded:
                folded = re.sub(rf"\b{re.escape(other)}\b", same, folded)
        if not folded:
            return []
        is_in_digits = _DATED.fullmatch(folded) is not None
        tokens = [] if is_in_digits else tokenize(folded, "")
        if not is_in_digits and not (tokens and self._is_dated(text, start, written, tokens)):
            return []
        kinds = [kind for kind, _ in tokens]
        if kinds == [WEEKDAY]:
            return self._read_weekday(text, start, tokens[0][1], near)
        values = self._resolve(folded, near)
        if len(values) == 1 and values[0].startswith("{"):
            return values[0].strip("{}").split(",")
        return values

    def _is_dated(self, text: str, start: int, written: str, tokens: Sequence[tuple[str, int]]) -> bool:
        """Whether words that can be a date are one here: `may`, `second` and 2025 are often others."""
        kinds = [kind for kind, _ in tokens]
        if kinds[0] in _JOINTS or kinds[-1] in _JOINTS:
            return False
        names = [
            word
            for word in WORD.findall(written)
            if tokenize(fold(word), "")[:1] and tokenize(fold(word), "")[0][0] in {MONTH, WEEKDAY}
        ]
        if self._language.capital_dates and any(not word[0].isupper() for word in names):
            return False
        if any(len(word) < 3 for word in names):
            return False
        solid = set(kinds) - _JOINTS - {NUMBER, ORDINAL, "to", "about", "from"}
        if not solid:
            return False
        if solid == {YEAR} or kinds == [MONTH]:
            if any(kind == YEAR and number not in _YEARS for kind, number in tokens):
                return False
            # A year or month alone is a date after "in"; a phrase such as "by 2027" has its word inside.
            if kinds in ([YEAR], [MONTH]):
                before = WORD.findall(text[max(0, start - 25) : start])
                first = WORD.findall(written)[0].lower()
                words = self._language["dates.with_year"]
                return first in words or bool(before and before[-1].lower() in words)
            return len(kinds) > 1 and NUMBER not in kinds
        return not solid <= _NO_DATE

    def _resolve(self, folded: str, near: date | None) -> list[str]:
        """Return what a date means on each possible day of the document, if that is one thing."""
        bare = list_meanings("date", folded)
        if len(bare) == 1 and NO_YEAR not in bare[0]:
            return bare
        first, last = (near, near) if near is not None else (self._day.first, self._day.last)
        if not bare and (first is None or last is None):
            # Without an end to when the document was published, "next week" is none in particular.
            return []
        styles = [Style(near=day, order="dmy" if "." in folded else "") for day in (first, last) if day]
        read = {tuple(list_meanings("date", folded, style)) for style in styles}
        values = next(iter(read)) if len(read) == 1 else ()
        return list(values) if len(values) == 1 and NO_YEAR not in values[0] else []

    def _read_weekday(self, text: str, start: int, weekday: int, near: date | None) -> list[str]:
        """Return the day that a weekday means: the last one in the past tense, the next one in the future."""
        first, last = (near, near) if near is not None else (self._day.first, self._day.last)
        if first is None or last is None or (last - first).days > 6:
            return []
        low = max(text.rfind(".", 0, start), text.rfind("“", 0, start)) + 1
        before = WORD.findall(text[max(0, start - 20) : start])
        word = before[-1].lower() if before else ""
        stop = re.compile(r"[,;.!?]|$").search(text, start)
        clause = text[max(low, start - 70) : min(stop.start() if stop else len(text), start + 60)]
        if word in self._language["dates.past"]:
            is_past = True
        elif word in self._language["dates.next"]:
            is_past = False
        else:
            near_past = [one.start() for one in self._language["tense.past"].find_all(text, low, start)]
            near_future = [one.start() for one in self._language["tense.future"].find_all(text, low, start)]
            if not near_past and not near_future:
                is_past = self._language["tense.future"].search(clause) is None
            else:
                is_past = max(near_past, default=-1) > max(near_future, default=-1)
        days = set()
        for day in (first, last):
            back, ahead = (day.isoweekday() - weekday) % 7, (weekday - day.isoweekday()) % 7
            days.add(day + timedelta(days=-back if is_past else ahead))
        return [str(days.pop())] if len(days) == 1 else []
