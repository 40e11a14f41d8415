"""Numbers, lengths of time and money in running text, by the project's own reading of values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from talkscli.drafting.known_names import WORD
from talkscli.values.as_written import list_meanings
from talkscli.values.as_written.durations import FIXED, UNITS
from talkscli.values.as_written.money import CURRENCIES
from talkscli.values.as_written.numbers import HEDGES, MULTITUDES, NUMBER_WORDS, read_counts

_UNIT_WORDS = {word.strip() for words in UNITS.values() for word in words.split(",")} | set(FIXED)
# "A second round" is no length of time.
_UNIT_WORDS = {word for word in _UNIT_WORDS if (len(word) > 3 or word == "day") and word != "second"}
_MONEY_WORDS = {word.strip() for words in CURRENCIES.values() for word in words.split(",")}
_SIGNS = "€$£₴₽₺¥₹₪₩"
_HEDGE_WORDS = {part for words in HEDGES.values() for word in words.split(",") for part in word.split()}
_NUMERALS = {
    *(NUMBER_WORDS.keys() - {"zero", "no", "none", "nobody", "nothing", "single", "pair"}),
    *("hundred", "thousand", "million", "billion", "trillion", "dozen", "half", "quarter"),
    *(part for words in MULTITUDES for part in words.split() if part not in {"a", "of", "number"}),
}


@dataclass(slots=True)
class Quantity:
    """A value in a text, and where it stands."""

    start: int
    end: int
    kind: str
    value: str

    @property
    def span(self) -> tuple[int, int]:
        """Return where it begins and ends."""
        return self.start, self.end


def find_durations(text: str, start: int, end: int) -> Iterator[Quantity]:
    """Yield the lengths of time between two places of a paragraph."""
    taken = start
    words = list(WORD.finditer(text, start, end))
    for place, word in enumerate(words):
        if word[0].lower() not in _UNIT_WORDS or word.start() < taken:
            continue
        last = word.end()
        half = re.match(r" and (?:a half|a quarter)\b", text[last:end])
        last += half.end() if half else 0
        for first in range(max(0, place - 7), place):
            if words[first].start() < taken:
                continue
            written = text[words[first].start() : last].replace("-", " ").replace("‑", " ")
            value = list_meanings("duration", written) if _is_counted(written) else []
            if len(value) == 1:
                taken = last
                yield Quantity(words[first].start(), last, "duration", value[0])
                break


def _is_counted(written: str) -> bool:
    words = WORD.findall(written.lower())
    return any(word in _NUMERALS or word[0].isdigit() or word in {"a", "an"} for word in words[:-1]) or (
        words[0] in {"several", "many"}
    )


def find_money(text: str, start: int, end: int) -> Iterator[Quantity]:
    """Yield the amounts of money between two places of a paragraph."""
    taken = start
    words = list(re.finditer(rf"[{_SIGNS}]?[^\W_]+(?:[.,]\d+)*", text[:end]))
    words = [word for word in words if word.start() >= start]
    for place, word in enumerate(words):
        if word.start() < taken:
            continue
        for size in range(min(6, len(words) - place), 0, -1):
            last = words[place + size - 1]
            written = text[word.start() : last.end()]
            small = WORD.findall(written.lower())
            is_money = (
                any(sign in written for sign in _SIGNS)
                or small[-1] in _MONEY_WORDS
                or (len(small) > 1 and " ".join(small[-2:]) in _MONEY_WORDS)
            )
            if not is_money or (not any(sign.isdigit() for sign in written) and not set(small) & _NUMERALS):
                continue
            value = list_meanings(
                "money", written.replace("-", " ") if "$" in written or "€" in written else written
            )
            if len(value) == 1:
                taken = last.end()
                yield Quantity(word.start(), last.end(), "money", value[0])
                break


def find_numbers(text: str, start: int, end: int) -> Iterator[Quantity]:
    """Yield the numbers between two places of a paragraph, with their hedges: "at least 1,000"."""
    words = list(re.finditer(r"\d+(?:[.,]\d+)*(?![^\W_])|[^\W\d_]+", text[:end]))
    words = [word for word in words if word.start() >= start]
    at = 0
    while at < len(words):
        is_nobody = at > 0 and words[at - 1][0].lower() == "no" and words[at][0] == "one"
        if is_nobody or not _begins_number(words[at][0].lower()):
            at += 1
            continue
        last = at
        while last + 1 < len(words) and _goes_on(text, words, last):
            last += 1
        first = at
        for back in range(min(4, at), 0, -1):
            written = text[words[at - back].start() : words[last].end()]
            if words[at - back][0].lower() in _HEDGE_WORDS and len(read_counts(written)) == 1:
                first = at - back
                break
        while last >= at:
            value = read_counts(text[words[first].start() : words[last].end()].replace("-", " "))
            if len(value) == 1:
                yield Quantity(words[first].start(), words[last].end(), "count", value[0])
                break
            last -= 1
        at = max(last, at) + 1


def _begins_number(word: str) -> bool:
    return word[0].isdigit() or (word in _NUMERALS and word not in {"half", "quarter"})


def _goes_on(text: str, words: Sequence[re.Match[str]], last: int) -> bool:
    gap = text[words[last].end() : words[last + 1].start()]
    word = words[last + 1][0].lower()
    if gap not in {" ", "-", "\u00a0"}:
        return False
    if word in {"of", "and"}:
        after = words[last + 2][0].lower() if last + 2 < len(words) else ""
        return after in _NUMERALS and (word == "of" or not after[0].isdigit())
    return word in _NUMERALS or (
        word[0].isdigit() and gap == " " and len(word) == 3 and words[last][0].isdigit()
    )
