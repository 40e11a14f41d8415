"""The labelled names of the benchmark, and names made up around them."""

import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path

_HERE = Path(__file__).parent / "data" / "names"


def read_rows(name: str) -> list[list[str]]:
    """Return the rows of a list: cells between bars, remarks left out."""
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]


def read_people() -> dict[str, list[str]]:
    """Return each person's usual English spelling and the spellings elsewhere."""
    return {first: rest for first, *rest in read_rows("people.txt")}


def label_pairs() -> list[tuple[str, str, bool]]:
    """Return (name, name, same person): all spellings, look-alikes, and the nearest others of each."""
    from rapidfuzz import fuzz, process

    people = read_people()
    pairs = [(name, other, True) for name, others in people.items() for other in others]
    pairs += [(one, other, False) for one, other in read_rows("strangers.txt")]
    names = list(people)
    for name in names:
        others = [other for other in names if other != name]
        near = process.extract(name, others, scorer=fuzz.WRatio, limit=3)
        pairs += [(name, other, False) for other, *_ in near if name < other]
    return pairs


def unrelated_pairs(count: int) -> Iterator[tuple[str, str]]:
    """Yield pairs of spellings of two different people drawn by lot."""
    draw = random.Random(11)
    people = list(read_people().items())
    for _ in range(count):
        (one, ones), (other, others) = draw.sample(people, 2)
        yield draw.choice([one, *ones]), draw.choice([other, *others])


def invent_names(count: int) -> list[str]:
    """Return that many different names, each a given name of a listed person with another surname."""
    people = [name.split() for name in read_people() if len(name.split()) > 1]
    taken = {words[-1] for words in people}
    given = sorted({words[0] for words in people})
    family = sorted({cell for row in read_rows("surnames.txt") for cell in row} - taken)
    middle = ["", "A. ", "Maria ", "J. "]
    names = [f"{first} {between}{last}" for between, first, last in product(middle, given, family)]
    draw = random.Random(5)
    draw.shuffle(names)
    return names[:count]
