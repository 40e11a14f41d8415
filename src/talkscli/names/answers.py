"""What a look-up answers: the candidates, the way they were found, and whether one is the answer."""

EXACT, FOLDED, TRANSLITERATED, NEAR, NONE = "exact", "folded", "transliterated", "near", "none"


class Candidate:
    """One key that a query may mean, with the name that met it best."""

    __slots__ = ("key", "name", "score", "way", "why")

    def __init__(self, key: str, name: str, score: float, why: str, way: str) -> None:
        self.key = key
        self.name = name
        self.score = score
        self.why = why
        self.way = way

    def __repr__(self) -> str:
        return f"Candidate({self.key!r}, {self.name!r}, {self.score}, {self.why!r}, {self.way!r})"


class Resolution:
    """What a query was found to mean."""

    __slots__ = ("clear", "matches", "suggestions", "way")

    def __init__(
        self, way: str, matches: list[Candidate], *, clear: bool, suggestions: tuple[str, ...] = ()
    ) -> None:
        self.way = way
        """exact, folded, transliterated, near or none."""
        self.matches = matches
        """The candidates, best first; one for each key."""
        self.clear = clear
        """Whether exactly one key is the answer."""
        self.suggestions = suggestions
        """The nearest names, where there is no clear answer."""

    def __repr__(self) -> str:
        return (
            f"Resolution({self.way!r}, {self.matches!r}, clear={self.clear}, suggestions={self.suggestions})"
        )
