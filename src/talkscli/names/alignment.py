"""Lay two names side by side: which parts meet, how well, and which clash."""

from talkscli.names.lexicon import NAME_PARTICLES
from talkscli.names.likeness import CLASH, INITIAL, VARIANT, liken
from talkscli.names.parts import Part, part_of
from talkscli.names.structure import Name

_VOWELS = frozenset("aeiou")
_REARRANGED = 0.7


class Alignment:
    """How two names lie on each other."""

    __slots__ = ("left", "met", "numbers", "right", "score", "straight", "sure")

    def __init__(
        self,
        score: float,
        met: list[tuple[Part, Part, int]],
        left: list[Part],
        right: list[Part],
        *,
        sure: bool = False,
        straight: bool = False,
        numbers: str = "",
    ) -> None:
        self.score = score
        self.met = met
        self.left = left
        self.right = right
        self.sure = sure
        """Whether every difference is one of spelling, or a slip that makes no other name."""
        self.straight = straight
        """Whether the parts meet in the same order."""
        self.numbers = numbers
        """The numbers that differ, so that nothing else counts."""


class _Pairing:
    """Which place of the left name is laid on which place of the right one, how well, and how."""

    __slots__ = ("left", "places", "right")

    def __init__(self, left: list[Part], right: list[Part]) -> None:
        self.left = left
        self.right = right
        self.places: dict[int, tuple[int, float, int]] = {}
        pairs = []
        for row, first in enumerate(left):
            for column, second in enumerate(right):
                alike, kind = liken(first, second)
                if kind == INITIAL and _stands_for_surname(left, row, right, column):
                    continue
                if kind != CLASH:
                    # Parts in the same place come first where the rest is equal.
                    pairs.append((-alike, abs(row - column), row, column, kind))
        taken: set[int] = set()
        for alike, _, row, column, kind in sorted(pairs):
            if row not in self.places and column not in taken:
                taken.add(column)
                self.places[row] = column, -alike, kind

    @property
    def over(self) -> list[Part]:
        """The parts of the left name that met none."""
        return [part for row, part in enumerate(self.left) if row not in self.places and _tells(part)]

    @property
    def under(self) -> list[Part]:
        """The parts of the right name that met none."""
        taken = {column for column, *_ in self.places.values()}
        return [part for column, part in enumerate(self.right) if column not in taken and _tells(part)]


def _tells(part: Part) -> bool:
    """Whether a part says something: a small word that one speller keeps and another drops does not.

    Abu does: Abu Mazen is the father of Mazen.
    """
    return part.fold not in NAME_PARTICLES or len(part.fold) == 1 or part.fold == "abu"


def align(one: Name, other: Name) -> Alignment:
    """Lay two names on each other: the best partner for each part, then what is left on either side."""
    if one.numbers and other.numbers and one.numbers != other.numbers:
        numbers = " and ".join("/".join(map(str, sorted(name.numbers))) for name in (one, other))
        return Alignment(0.0, [], one.parts, other.parts, numbers=numbers)
    laid = _Pairing(*_join(one.parts, other.parts))
    over, under = laid.over, laid.under
    if over and under and (together := _write_together(laid, over, under)):
        laid = _Pairing(*together)
        over, under = laid.over, laid.under
    met = [(laid.left[row], laid.right[column], kind) for row, (column, _, kind) in laid.places.items()]
    order = [column for _, (column, *_) in sorted(laid.places.items())]
    straight = order == sorted(order)
    score = _weigh([alike for _, alike, _ in laid.places.values()], met, over, under)
    if (over or under) and not (over and under):
        score *= _surname_share(laid, over)
    missing = [part for part in over + under if not part.is_patronymic]
    if missing and not straight and len(met) == 2 and "," not in one.text + other.text:
        # Two words in another order, with one more beside them, are another name: Ali Omar, Omar Ali Hussain.
        score *= _REARRANGED
    if bool(one.numbers) != bool(other.numbers):
        score *= 0.9
    if one.filial and other.filial and not straight:
        # The son of one is not his father: Salman bin Muhammad, Muhammad bin Salman.
        score *= 0.65
    # Alone, a neighbouring sound may make another name; beside another part that meets it is a convention.
    worst = VARIANT if len(met) > 1 else INITIAL
    sure = all(kind <= worst for *_, kind in met) and not (over and under)
    return Alignment(score, met, over, under, sure=sure, straight=straight)


def _write_together(
    laid: _Pairing, over: list[Part], under: list[Part]
) -> tuple[list[Part], list[Part]] | None:
    """Return both names with leftover words written together, if they then meet: Patr ushev and Patrushev."""
    for one, other, swapped in ((over, under, False), (under, over, True)):
        if len(one) > 1 and len({part.script for part in one}) == 1:
            joined = part_of("".join(part.word for part in one))
            spelled = "".join(part.fold[0] for part in one)
            for goal in other:
                short = goal.fold == spelled and len(spelled) < 4 and _VOWELS.isdisjoint(spelled)
                if liken(joined, goal)[0] < 0.85 and not short:
                    continue
                side, rest = (laid.right, laid.left) if swapped else (laid.left, laid.right)
                new = [part for part in side if part not in one]
                place = side.index(one[0])
                new.insert(place, goal if short else joined)
                return (rest, new) if swapped else (new, rest)
    return None


def _stands_for_surname(left: list[Part], row: int, right: list[Part], column: int) -> bool:
    """Whether an initial within one name would stand for the surname of the other."""
    if left[row].is_initial:
        return row < len(left) - 1 and 0 < column == len(right) - 1
    return column < len(right) - 1 and 0 < row == len(left) - 1


def _weigh(
    grades: list[float], met: list[tuple[Part, Part, int]], over: list[Part], under: list[Part]
) -> float:
    if not met:
        return 0.0
    # A name is as good as its worst part: an equal given name does not make up for another surname.
    blend = 0.4 * sum(grades) / len(grades) + 0.6 * min(grades)
    if over and under:
        # Parts on both sides that do not meet contradict each other; what meets only makes them near.
        return min(0.6, blend * 0.85 * len(met) / (len(met) + max(len(over), len(under))))
    missing = sum(not part.is_patronymic for part in over + under)
    full = sum(kind != INITIAL for *_, kind in met)
    if not full:
        # Initials alone fit very many.
        return blend * 0.7
    return blend * (1.0 - min(0.04 * missing, 0.12)) * (1.0 if full > 1 or not (over or under) else 0.9)


def _surname_share(laid: _Pairing, over: list[Part]) -> float:
    """Return less than 1 where less than half of the longer name meets, and not its last part."""
    if over:
        longer, places = laid.left, set(laid.places)
    else:
        longer, places = laid.right, {column for column, *_ in laid.places.values()}
    counted = sum(place in places or not part.is_patronymic for place, part in enumerate(longer))
    return 1.0 if len(places) * 2 >= counted or len(longer) - 1 in places else 0.75


def _join(left: list[Part], right: list[Part]) -> tuple[list[Part], list[Part]]:
    """Write together what the other name writes together: Jin Ping and Jinping."""
    if len(left) < len(right):
        return left, _join_toward(right, left)
    if len(right) < len(left):
        return _join_toward(left, right), right
    return left, right


def _join_toward(long: list[Part], short: list[Part]) -> list[Part]:
    for place in range(len(long) - 1):
        one, other = long[place], long[place + 1]
        if one.script != other.script:
            continue
        for goal in short:
            if (one.is_initial or other.is_initial) and goal.script not in {"han", "hangul"}:
                continue
            if abs(len(one.word) + len(other.word) - len(goal.word)) > 2 and goal.script == one.script:
                continue
            joined = part_of(one.word + other.word)
            grade, _ = liken(joined, goal)
            if grade > 0.85 and grade > max(liken(one, goal)[0], liken(other, goal)[0]):
                return _join_toward([*long[:place], joined, *long[place + 2 :]], short)
    return long
