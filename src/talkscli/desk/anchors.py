"""Where an anchor stands in a text: exactly, elsewhere, nearly, in several places, or nowhere."""

import re
from collections.abc import Iterator, Sequence

EXACT = "exact"
MOVED = "moved"
NEAR = "near"
AMBIGUOUS = "ambiguous"
MISSING = "missing"
NO_ANCHOR = "no-anchor"

PLACEMENTS = (EXACT, MOVED, NEAR, AMBIGUOUS, MISSING, NO_ANCHOR)

LEAST_LIKENESS = 75.0
"""The least likeness, of 100, of a passage that is shown as what may have been meant."""

OVER_LINES = "only the ends of lines differ"
"""How an anchor differs from a text that has its words, but not in one line."""

CUT_WORD = "it begins or ends within a word"
"""How an anchor differs from a text that has its letters, but not as whole words."""

_LONGEST = 400
_LARGEST = 1_000_000
"""Longer anchors, and anchors in larger texts, are not looked for nearly: each place would be compared."""

_LONGEST_WORD = 30
"""A passage is made longer by no more than so many characters at each end."""


class Placement:
    """How an anchor stands in a text."""

    __slots__ = ("difference", "found", "passage", "state")

    def __init__(
        self, state: str, found: Sequence[int] = (), *, passage: str = "", difference: str = ""
    ) -> None:
        self.state = state
        self.found = tuple(found)
        """The paragraphs in which it, or what comes near it, stands."""
        self.passage = passage
        """The words that stand there, where they are not those of the anchor."""
        self.difference = difference
        """What to take away `[-so-]` and what to add `{+so+}` to make the anchor's words the text's."""

    def __repr__(self) -> str:
        return f"<{self.state} in {self.found}>"


def place_anchor(quote: str | None, paragraph: int | None, paragraphs: Sequence[str]) -> Placement:
    """Find how an anchor stands in a text; only the same characters, as whole words, are exact."""
    if not quote or not quote.strip():
        return Placement(NO_ANCHOR)
    standing = [number for number, text in enumerate(paragraphs, 1) if holds(text, quote)]
    if paragraph is not None and paragraph in standing:
        return Placement(EXACT, (paragraph,))
    if len(standing) == 1:
        return Placement(EXACT if paragraph is None else MOVED, standing)
    if standing:
        return Placement(AMBIGUOUS, standing)
    return _find_across(quote, paragraph, paragraphs) or _find_near(quote, paragraph, paragraphs)


def holds(text: str, quote: str) -> bool:
    """Tell whether a text has the quote as whole words: 2 July does not stand in 22 July."""
    return find_quote(text, quote) is not None


def find_quote(text: str, quote: str) -> tuple[int, int] | None:
    """Return where the quote first stands in a text as whole words, or None."""
    ends = ((at, at + len(quote)) for at in _occurrences(text, quote))
    return next((place for place in ends if not _cuts(text, *place)), None)


def show_difference(quote: str, passage: str) -> str:
    """Mark word by word what the anchor has and the text has not, and the reverse."""
    from difflib import SequenceMatcher

    ours, theirs = quote.split(), passage.split()
    pieces: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces += ours[a:b]
            continue
        if a < b:
            pieces.append(f"[-{' '.join(ours[a:b])}-]")
        if c < d:
            pieces.append(f"{{+{' '.join(theirs[c:d])}+}}")
    return " ".join(pieces) if ours != theirs else "only the white space differs"


def _occurrences(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


_ENDING = re.compile(r"[^\W\d_]['’](?:t|s|d|m|ll|re|ve)(?![^\W\d_])")
"""The end of an English word after its apostrophe: no words begin within "don't"."""


def _cuts(text: str, start: int, end: int) -> bool:
    if start > 1 and _ENDING.match(text, start - 2):
        return True
    return (start > 0 and _joins(text[start - 1], text[start])) or (
        end < len(text) and _joins(text[end - 1], text[end])
    )


def _joins(left: str, right: str) -> bool:
    # Headlines are run together with what follows ("talks18.07.25"): a letter beside a digit is a boundary.
    return (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit())


def _find_across(quote: str, paragraph: int | None, paragraphs: Sequence[str]) -> Placement | None:
    """Find an anchor that runs over the ends of lines: the text was wrapped, and words may be parted."""
    if len(quote) > _LONGEST:
        return None
    # A word is parted by a hyphen, or after its own.
    words = (
        "".join(re.escape(sign) + (r"\n?" if sign == "-" else r"(?:-\n)?") for sign in word[:-1])
        + re.escape(word[-1])
        for word in fold(quote).split()
    )
    pattern = re.compile(r"\s+".join(words))
    text = "\n".join(line.strip() for line in paragraphs)
    places = [found.span() for found in pattern.finditer(fold(text)) if not _cuts(text, *found.span())]
    lines = [(text.count("\n", 0, start) + 1, text.count("\n", 0, end) + 1) for start, end in places]
    across = [(place, line) for place, line in zip(places, lines, strict=True) if line[0] < line[1]]
    if not across:
        return None
    place, (first, last) = next((one for one in across if one[1][0] == paragraph), across[0])
    passage = " ".join(text[slice(*place)].split())
    return Placement(NEAR, range(first, last + 1), passage=passage, difference=OVER_LINES)


def _find_near(quote: str, paragraph: int | None, paragraphs: Sequence[str]) -> Placement:
    """Find the likeliest passage; of equals, the one in the paragraph named, then the first."""
    if len(quote) > _LONGEST or sum(map(len, paragraphs)) > _LARGEST:
        return Placement(MISSING)
    from rapidfuzz.fuzz import partial_ratio_alignment

    folded = fold(quote)
    best: tuple[float, bool, int, str] | None = None
    for number, text in enumerate(paragraphs, 1):
        line = fold(text)
        found = partial_ratio_alignment(folded, line, score_cutoff=best[0] if best else LEAST_LIKENESS)
        # A paragraph shorter than the anchor would be sought in the anchor, and a single word found there.
        if found is None or len(line) < len(folded) * LEAST_LIKENESS / 100:
            continue
        rank = (found.score, number == paragraph)
        if best is None or rank > best[:2]:
            best = (*rank, number, _widen(text, found.dest_start, found.dest_end))
    if best is None:
        return Placement(MISSING)
    is_cut = quote in paragraphs[best[2] - 1]
    difference = CUT_WORD if is_cut else show_difference(quote, best[3])
    return Placement(NEAR, (best[2],), passage=best[3], difference=difference)


def fold(text: str) -> str:
    """Make small what differs little: case, and the forms of quotation marks, dashes and spaces.

    One character stays one character, so that places in the folded text are places in the text.
    """
    small = text.lower()
    if len(small) != len(text):
        small = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    return small.translate(_MARKS)


_MARKS = str.maketrans("“”„«»‘’‚‹›′`´‐‑‒–—―−\u00a0\u2009\u202f\t", '"""""' + "'" * 8 + "-" * 7 + " " * 4)


def _widen(text: str, start: int, end: int) -> str:
    """Take whole words, and no more: of a text only what the anchor points at is shown."""
    first, last = max(0, start - _LONGEST_WORD), min(len(text), end + _LONGEST_WORD)
    while first < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < last and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return text[start:end].strip()
