"""Say whether two names can be the same person's, with a score and the reason."""

from talkscli.names.alignment import Alignment, align
from talkscli.names.likeness import ALIKE, CROSS, EQUAL, FOLDED, INITIAL, SHORT, SLIP, SOUND, VARIANT
from talkscli.names.parts import Part
from talkscli.names.structure import Name, parse_name

SAME = 0.7
"""The least score of two names that can be the same person's."""

_HOW = {
    EQUAL: "{one}",
    FOLDED: "{one} is {other} but for case and diacritics",
    SOUND: "{one} is {other} in another spelling or script",
    CROSS: "{one} is {other} as far as the scripts show",
    SLIP: "{one} is {other} but for a slip",
    INITIAL: "the initial of {one} fits {other}",
    VARIANT: "{one} is {other} with a neighbouring sound",
    SHORT: "{one} is short for {other} or the reverse",
    ALIKE: "{one} resembles {other}",
}


class Match:
    """Whether two names can be the same person's."""

    __slots__ = ("same", "score", "why")

    def __init__(self, same: bool, score: float, why: str) -> None:
        self.same = same
        self.score = score
        self.why = why

    def __repr__(self) -> str:
        return f"Match(same={self.same}, score={self.score}, why={self.why!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Match):
            return NotImplemented
        return (self.same, self.score, self.why) == (other.same, other.score, other.why)

    def __hash__(self) -> int:
        return hash((self.same, self.score, self.why))


def compare(a: str, b: str) -> Match:
    """Say whether two names can be the same person's; missing parts do not rule it out, others do."""
    # One order for both directions keeps the sentence and the ties the same.
    one, other = parse_name(min(a, b)), parse_name(max(a, b))
    if a == b and one.parts:
        return Match(True, 1.0, "the names are equal")
    found = align(one, other)
    score = round(found.score, 3)
    return Match(score >= SAME, score, explain(found, one, other))


def explain(found: Alignment, one: Name, other: Name) -> str:
    """Return one sentence that names the parts that met or clashed."""
    if found.numbers:
        return f"the numbers {found.numbers} differ"
    if not found.met:
        return f"nothing in {one.text} meets {other.text}" if one.parts and other.parts else "a name is empty"
    said = [
        _HOW[kind].format(one=first.word, other=second.word)
        for first, second, kind in sorted(found.met, key=lambda met: -met[2])
        if kind != EQUAL
    ]
    equal = [first.word for first, _, kind in found.met if kind == EQUAL]
    if equal:
        said.append(f"{' '.join(equal)} is the same")
    if found.left and found.right:
        said.insert(0, f"{_words(found.left)} is not {_words(found.right)}")
    elif found.left or found.right:
        said.append(f"{_words(found.left or found.right)} is only in one")
    return "; ".join(said)


def _words(parts: list[Part]) -> str:
    return " ".join(part.word for part in parts)
