"""Lay two names side by side: which parts meet, how well, and which clash."""

from talkscli.names.lexicon import NAME_PARTICLES
from talkscli.names.likeness import CLASH, INITIAL, VARIANT, liken
from talkscli.names.parts import Name, Part, is_patronymic, part_of


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


def align(one: Name, other: Name) -> Alignment:
    """Lay two names on each other: the best partner for each part, then what is left on either side."""
    left, right = _join(one.parts, other.parts)
    if one.numbers and other.numbers and one.numbers != other.numbers:
        numbers = " and ".join("/".join(map(str, sorted(name.numbers))) for name in (one, other))
        return Alignment(0.0, [], left, right, numbers=numbers)
    pairs = []
    for row, first in enumerate(left):
        for column, second in enumerate(right):
            alike, kind = liken(first, second)
            if kind == INITIAL and _stands_for_surname(left, row, right, column):
                continue
            if kind != CLASH:
                # Parts in the same place come first where the rest is equal.
                pairs.append((-alike, abs(row - column), row, column, kind))
    pairs.sort()
    met: list[tuple[Part, Part, int]] = []
    rows: set[int] = set()
    columns: set[int] = set()
    grades: list[float] = []
    crossings: dict[int, int] = {}
    for alike, _, row, column, kind in pairs:
        if row in rows or column in columns:
            continue
        rows.add(row)
        columns.add(column)
        met.append((left[row], right[column], kind))
        grades.append(-alike)
        crossings[row] = column
    # A small word that one speller keeps and another drops says nothing.
    over = [part for row, part in enumerate(left) if row not in rows and part.fold not in NAME_PARTICLES]
    under = [
        part for column, part in enumerate(right) if column not in columns and part.fold not in NAME_PARTICLES
    ]
    score = _weigh(grades, met, over, under)
    if (over or under) and not (over and under):
        longer, places = (left, rows) if over else (right, columns)
        score *= _surname_share(longer, places)
    if bool(one.numbers) != bool(other.numbers):
        score *= 0.9
    kinds = [kind for *_, kind in met]
    # Alone, a neighbouring sound may make another name; beside another part that meets it is a convention.
    worst = VARIANT if len(met) > 1 else INITIAL
    sure = all(kind <= worst for kind in kinds) and not (over and under)
    order = [crossings[row] for row in sorted(crossings)]
    return Alignment(score, met, over, under, sure=sure, straight=order == sorted(order))


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
    missing = sum(not is_patronymic(part) for part in over + under)
    full = sum(kind != INITIAL for *_, kind in met)
    return blend * (1.0 - min(0.04 * missing, 0.12)) * (1.0 if full > 1 or not (over or under) else 0.9)


def _surname_share(longer: list[Part], places: set[int]) -> float:
    """Return less than 1 where less than half of the longer name meets, and not its last part."""
    counted = sum(place in places or not is_patronymic(part) for place, part in enumerate(longer))
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
        if one.script != other.script or one.is_initial or other.is_initial:
            continue
        for goal in short:
            if abs(len(one.word) + len(other.word) - len(goal.word)) > 2 and goal.script == one.script:
                continue
            joined = part_of(one.word + other.word)
            grade, _ = liken(joined, goal)
            if grade > 0.85 and grade > max(liken(one, goal)[0], liken(other, goal)[0]):
                return _join_toward([*long[:place], joined, *long[place + 2 :]], short)
    return long
