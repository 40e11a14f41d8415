"""The questions that a store asks, and which of them a value beside some words answers."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.drafting.known_names import WORD
from talkscli.drafting.references import are_kindred
from talkscli.values.base import MANY
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.drafting.known_names import Names
    from talkscli.drafting.language import Concept, Language

_FIRST = 5
_UNIT_WINDOW = 3
"""A number's unit stands at most so many words from it."""


class Question:
    """A property, with the words by which a text asks it."""

    def __init__(self, record: Mapping[str, Any], language: "Language") -> None:
        self.id: str = record["id"]
        self.type: str = record["type"]
        self.label: str = record.get("label") or self.id.replace("-", " ")
        asked = record.get("answers") or type_named(self.type).answers
        self.takes_many = asked == MANY
        unit = record.get("unit") or ""
        self.unit = set(language.stem_all(unit))
        self.concept = find_concept(self.label, self.id, self.type, language)
        words = [
            word
            for word in WORD.findall(f"{self.label} {self.id}")
            if word.lower() not in language.small_words
        ]
        self.stems = {language.stem(word) for word in words}
        """What the label says, without what it shares with every other."""
        self.is_act = self.concept is None and any(word.lower() in language.verbs for word in words)
        """Whether its label is what somebody did by speaking: announced, proposed."""
        self.marks = [word.lower() for word in WORD.findall(self.label) if word[0].isupper()][1:]
        """Names in the label: the Ukrainian delegation's head is not the Russian one's."""
        self.about = self.concept.about if self.concept else "event"
        self.relation = self.concept.relation if self.concept else find_relation(self.label, language)

    def hears(self, text: str, start: int, end: int, language: "Language") -> tuple[int, int] | None:
        """Return where a passage has a word of the question, or None."""
        if self.concept is not None and (cue := self.concept.cues.search(text, start, end)) is not None:
            return cue.span()
        if self.concept is not None and self.concept.cues.words:
            return None
        for word in WORD.finditer(text, start, end):
            if len(word[0]) > 3 and language.stem(word[0]) in self.stems:
                return word.span()
        return None

    def hear_all(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Return where a passage has the words beside which the values of its kind stand."""
        if self.concept is None:
            return []
        return [one.span() for one in self.concept.cues.find_all(text, start, end)]

    def fits_marks(self, passage: str, around: Sequence[str] = ()) -> bool:
        """Return whether a passage, or words of whom it is, has each name of the label."""
        words = [*WORD.findall(passage), *around]
        return all(any(are_kindred(mark, word) for word in words) for mark in self.marks)


def find_relation(label: str, language: "Language") -> str:
    """Return how the value of a question stands to its words, by the end of its label: "Announced by"."""
    last = WORD.findall(label.lower())[-1:]
    if last and last[0] in language["grammar.by_words"]:
        return "by"
    return "to" if last and last[0] in language["grammar.to_words"] else ""


def find_concept(label: str, one: str, kind: str, language: "Language") -> "Concept | None":
    """Return what a property asks, by its label or id; the entry whose name covers most of the label."""
    folded = label.lower()
    plain = one.replace("-", " ")
    best: tuple[int, Concept] | None = None
    for concept in language.concepts:
        if concept.type != kind:
            continue
        for name in concept.names:
            if name in (folded, plain):
                rank = 100
            elif kind in {"terms", "text"}:
                continue
            elif folded.startswith(f"{name} ") or plain.startswith(f"{name} "):
                rank = len(name)
            elif f" {name} " in f" {plain} " and kind != "date":
                rank = len(name) - 1
            else:
                continue
            if best is None or rank > best[0]:
                best = rank, concept
    return best[1] if best else None


class Questions:
    """The properties of a store, asked of values."""

    def __init__(self, names: "Names", language: "Language") -> None:
        self._language = language
        self.all = [Question(record, language) for record in names.records["property"].values()]
        self.by_type: dict[str, list[Question]] = {}
        for question in self.all:
            self.by_type.setdefault(question.type, []).append(question)
        self.fallback = next(
            (one for one in self.by_type.get("text", ()) if one.concept is not None and one.concept.fallback),
            None,
        )

    def find_default(self, kind: str) -> Question | None:
        """Return the property that a value of a type answers where nothing else is said, or None."""
        asked = self.by_type.get(kind, ())
        return next((one for one in asked if one.concept is not None and one.concept.default), None)

    def choose(
        self, kind: str, text: str, start: int, end: int, at: tuple[int, int]
    ) -> tuple[Question, float] | None:
        """Return the property that a value answers, and how sure that is.

        Args:
            kind: The type of the value.
            text: The paragraph.
            start: Where the clause begins.
            end: Where it ends.
            at: Where the value stands.
        """
        asked = self.by_type.get(kind, ())
        heard: list[tuple[int, Question]] = []
        for question in asked:
            needs = question.concept is None or question.concept.needs_cue
            is_default = question.concept is not None and question.concept.default
            if is_default and not needs:
                continue
            # What stands first in a clause, as "On 19 July," does, belongs to its verb, however far that is.
            is_first = at[0] - start < _FIRST
            low, high = max(start, at[0] - 60), end if is_first else min(end, at[1] + 30)
            where = question.hears(text, low, at[0], self._language) or question.hears(
                text, at[1], high, self._language
            )
            if where is not None and question.fits_marks(text[start:end]):
                gap = min(abs(at[0] - where[1]), abs(where[0] - at[1]))
                heard.append((gap, question))
        if heard:
            heard.sort(key=lambda one: one[0])
            return heard[0][1], 0.8
        default = self.find_default(kind)
        if kind == "duration" and "-" not in text[slice(*at)]:
            # "In three months" is a length of time, and nothing's duration; "a 30-day ceasefire" is.
            return None
        if default is not None:
            return default, 0.8
        return (asked[0], 0.6) if len(asked) == 1 and kind not in {"terms", "text"} else None

    def choose_count(
        self, text: str, start: int, end: int, at: tuple[int, int]
    ) -> tuple[Question, float] | None:
        """Return the property whose unit stands beside a number: of several the one whose label fits best."""
        stem = self._language.stem
        after = [stem(word) for word in WORD.findall(text[at[1] : min(end, at[1] + 60)])[:_UNIT_WINDOW]]
        before = [stem(word) for word in WORD.findall(text[max(start, at[0] - 40) : at[0]])[-_UNIT_WINDOW:]]
        heard: list[tuple[float, Question]] = []
        close = {stem(word) for word in WORD.findall(text[max(start, at[0] - 20) : min(end, at[1] + 45)])}
        wide = {stem(word) for word in WORD.findall(text[start:end])}
        for question in self.by_type.get("count", ()):
            units = question.unit or {one for one in question.stems if len(one) > 3}
            near = next((place for place, word in enumerate(after) if word in units), None)
            if near is not None and question.unit and not question.unit <= {*after, *before}:
                # "People detained" counts no people who were briefed.
                continue
            if near is None:
                if not question.unit or not set(before) & units:
                    continue
                near = _UNIT_WINDOW
            rest = question.stems - units
            fit = (len(rest & close) + len(rest & wide) / 4) / len(rest) if rest else 0.5
            heard.append((fit - near / 10, question))
        if not heard:
            return None
        best = max(heard, key=lambda one: one[0])
        tied = [one for one in heard if one[0] == best[0]]
        return best[1], (0.8 if len(tied) == 1 else 0.5)
