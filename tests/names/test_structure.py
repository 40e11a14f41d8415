"""Names as their parts: what is set aside, and that a long name is looked at once."""

from typing import Any

import pytest

from talkscli.names.structure import parse_name

SET_ASIDE = [
    # name, the parts that count, the numbers in it
    ("Anna de Alpha", ["anna", "alpha"], set()),
    ("ANNA DE ALPHA", ["anna", "alpha"], set()),
    ("Ortega y Gasset", ["ortega", "gasset"], set()),
    ("ORTEGA Y GASSET", ["ortega", "gasset"], set()),
    ("Ortega Y Gasset", ["ortega", "y", "gasset"], set()),
    ("Charles III Alpha", ["charles", "alpha"], {3}),
    ("CHARLES III ALPHA", ["charles", "iii", "alpha"], set()),
    ("Charles iii Alpha", ["charles", "iii", "alpha"], set()),
    ("Round 2 of 3", ["round"], {2, 3}),
]


@pytest.mark.parametrize(("text", "parts", "numbers"), SET_ASIDE)
def test_small_words_and_numbers_are_told_by_how_they_are_written(
    text: str, parts: list[str], numbers: set[int]
) -> None:
    name = parse_name(text)
    assert ([part.fold for part in name.parts], set(name.numbers)) == (parts, numbers)


class Watched(str):  # noqa: SLOT000
    """A text that counts how often it is looked through."""

    looks = 0

    def __contains__(self, text: Any) -> bool:
        self.looks += 1
        return super().__contains__(text)

    def split(self, *given: Any) -> Any:
        self.looks += 1
        return super().split(*given)

    def lower(self) -> str:
        self.looks += 1
        return super().lower()

    def isupper(self) -> bool:
        self.looks += 1
        return super().isupper()


@pytest.mark.parametrize("words", ["Y. I. V. X.", "y e i v", "Anna II III IV de la y"])
def test_how_often_a_name_is_looked_through_does_not_grow_with_its_words(words: str) -> None:
    looks = []
    for times in (1, 2, 50):
        text = Watched(" ".join(["Anna", *[words] * times, "Alpha"]))
        parse_name(text)
        looks.append(text.looks)
    assert looks == [looks[0]] * 3
