"""What a type of value must tell.

To add a type, write one module with one class and give its name to the registry:

1. A class for its values, immutable, with `type` (the name of the type), `text` (the canonical notation,
   which is also what `str` returns) and `key` (hashable; values of one key are one answer, however written).
2. A subclass of `ValueType` with what is abstract below: `parse_text`, `show`, `compare` and `pick_pairs`.
   The docstring of `compare` is the rule that people are shown. `pick_pairs` says how the worst pair among
   very many values is found: by bounds on a line (`pick_on_line`), because any two that differ weigh the same
   (`pick_any`), or honestly each with each up to a limit (`pick_every_pair`).
3. The other methods where their defaults do not fit: values that are ids of records, lists, what a denial
   hits, what `only` excludes, how cells of tables are read.
4. A line in `registry.MODULES`, or from outside the package a call of `registry.register`.

Nothing else in the program knows a type by its name.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.errors import TalksError, ValueSyntaxError
from talkscli.values.finding import LEFT, OVERLAPS, REFINES, SAME

if TYPE_CHECKING:
    from collections.abc import Hashable

    from talkscli.values.as_written import Style
    from talkscli.values.finding import Finding
    from talkscli.values.question import Question
    from talkscli.values.rounding import Tolerance
    from talkscli.values.vocabulary import Vocabulary
    from talkscli.values.worst_pairs import Picked

Raw = str | list[str]
"""A value as the store's JSON holds it."""

Span = tuple[int, int]

Bounds = tuple[int | float | None, int | float | None, str]
"""The least and the most number that a value leaves possible, None where it is open, and their unit."""

ONE = "one"
MANY = "many"


def _may_hit_anything(denied: Any) -> bool:
    del denied
    return True


class ValueType(ABC):
    """A type of value: all that the program knows of it."""

    name: str
    """As a property's `type` has it."""
    notation: str
    """What to write, for questions and the schema: `a number: 1000, >=1000`."""
    examples = ""
    """What values are like as people write them, where that is not the notation: `40, about 1,200`."""
    refers_to: str | None = None
    """The kind of record whose ids its values are; None where they are no ids."""
    is_listed = False
    """Whether a value is a list of ids, of one id too."""
    creates_records = False
    """Whether an import may make the records that its values name, where it is told to make such."""
    answers = ONE
    """`one` where different values exclude each other, `many` where a list says nothing of what it lacks."""
    may_exclude = True
    """Whether `only` changes how its values are compared."""
    has_days = False
    """Whether its values are days of the calendar, as `days` returns them."""
    is_wording = False
    """Whether its values are sentences or phrases, which take any text as it stands."""
    is_free = False
    """Whether its values are words that could as well be values of another type."""
    since = 1
    """The first version of the store's form that has it."""
    compares_denials = False
    """Whether two denials are compared as two assertions are: denied wordings of one utterance."""

    def parse(self, raw: Raw) -> Any:
        """Read a value as the store holds it.

        Raises:
            ValueSyntaxError: it is not in the notation of the type.
        """
        if isinstance(raw, str):
            try:
                return self.parse_text(raw)
            except ValueSyntaxError as error:
                from talkscli.values.as_written import UNKNOWN_STYLE, explain_meanings

                if advice := explain_meanings(self.list_meanings(raw, UNKNOWN_STYLE)):
                    raise ValueSyntaxError(raw, self.name, error.problem, hint=advice) from None
                raise
        raise ValueSyntaxError(
            str(raw),
            self.name,
            "it is a list",
            hint=f"a {self.name} is one text, not a list",
        )

    @abstractmethod
    def parse_text(self, text: str) -> Any:
        """Read a value from its notation.

        Raises:
            ValueSyntaxError: it is not in the notation of the type.
        """

    def version(self, value: Any) -> int:
        """Return the first version of the store's form that has a value's notation."""
        del value
        return self.since

    def write(self, value: Any) -> Raw:
        """Write a value as the store's JSON holds it."""
        return str(value)

    @abstractmethod
    def show(self, value: Any, vocabulary: "Vocabulary", unit: str = "") -> str:
        """Write a value for people.

        Args:
            value: The value.
            vocabulary: What ids mean.
            unit: What numbers count, if that is said.
        """

    def phrase(self, value: Any, vocabulary: "Vocabulary", unit: str = "") -> str:
        """Write a value for a sentence that names others beside it."""
        return self.show(value, vocabulary, unit)

    def phrase_limit(self, value: Any, vocabulary: "Vocabulary", unit: str = "") -> str:
        """Write a value for a place between quotation marks, after the word "only"."""
        return self.show(value, vocabulary, unit)

    @abstractmethod
    def compare(self, a: Any, b: Any, question: "Question") -> "Finding":
        """State the rule here: it is what people read with `--explain`."""

    def soften(self, a: Any, b: Any, question: "Question", finding: "Finding") -> "Finding":
        """Return what a contradiction of two values becomes where one of them may be rounded."""
        del a, b, question
        return finding

    @abstractmethod
    def pick_pairs(self, values: Sequence[Any], question: "Question") -> "Picked":
        """Pick pairs of which one is as bad as any pair of all.

        Args:
            values: Assertions without `only`, plans and outcomes alike, each key once.
            question: What is asked.
        """

    def ids(self, value: Any) -> frozenset[str]:
        """Return the ids of the records that a value names; of the kind `refers_to`."""
        del value
        return frozenset()

    def is_many(self, question: "Question") -> bool:
        """Return whether the answers to a question are open lists."""
        return (question.answers or self.answers) == MANY

    def implies(self, claimed: Any, denied: Any, question: "Question", *, only: bool = False) -> bool:
        """Return whether whatever satisfies the first value satisfies the second, so that denying it hits.

        Args:
            claimed: What somebody asserts.
            denied: What somebody else denies.
            question: What is asked.
            only: Whether both are said to be all there is.
        """
        del only
        finding = self.compare(claimed, denied, question)
        return finding.relation == SAME or (finding.relation == REFINES and finding.inner == LEFT)

    def list_keys(self, value: Any, question: "Question") -> Sequence["Hashable"]:
        """Return keys of which two values that are the same share one, though their own keys may differ."""
        del question
        return (value.key,)

    def place_denied(self, claimed: Any, denied: Any) -> str:
        """Say how a denied value stands to what was claimed and is denied with it, in a sentence."""
        del claimed, denied
        return "includes that"

    def opposite(self, value: Any) -> Any:
        """Return the value that is left where one is denied; None where many are."""
        del value

    def find_reach(self, asserted: Sequence[Any], question: "Question") -> Callable[[Any], bool]:
        """Return a quick test of a denied value: False is certain to contradict none of the assertions."""
        del asserted, question
        return _may_hit_anything

    def goes_beyond(self, value: Any, limit: Any, finding: "Finding", question: "Question") -> bool:
        """Return whether a value asserts something outside another one, which is said to be all there is.

        Args:
            value: What somebody asserts.
            limit: What somebody else says is all there is.
            finding: How the two stand to each other without that.
            question: What is asked.
        """
        del value, limit, question
        return finding.relation == OVERLAPS

    def parse_tolerance(self, text: str) -> "Tolerance":
        """Read how far the plain values of a property reach.

        Raises:
            ValueSyntaxError: it is not in the notation of the type, which may have none.
        """
        raise ValueSyntaxError(text, self.name, f"a {self.name} has no tolerance", hint="leave it out")

    def days(self, value: Any) -> tuple[Sequence[Span], Sequence[Span]]:
        """Return the days that a value leaves possible and those that it asserts; if the type `has_days`."""
        raise NotImplementedError(f"{self.name}: {value} has no days")

    def measure(self, value: Any) -> Bounds | None:
        """Return the bounds of a value that is a number; None where it is none.

        The unit is that of the bounds: `s` for durations, a currency, or nothing where the property names it.
        """
        del value
        return None

    # What follows is of tables that are imported.

    def read_cell(self, cell: Any) -> Raw:
        """Return a cell of a table as the store's JSON holds it; names of records are found before."""
        return str(cell)

    def fits_cell(self, cell: Any) -> bool:
        """Return whether a cell may be of this type, where no type is stated; types of words never do."""
        del cell
        return False

    def join_ids(self, ids: Sequence[str]) -> Raw:
        """Return the ids that a cell or an option names as the store's JSON holds them."""
        return ids[0] if len(ids) == 1 else list(ids)

    def list_meanings(self, text: str, style: "Style") -> list[str]:
        """Return the notations that a text as people write it can mean, each once; none if it has no meaning.

        Args:
            text: What somebody wrote, such as `23-24 July 2025`.
            style: What is known of how it was written.
        """
        del text, style
        return []

    def is_ambiguous(self, text: str, style: "Style") -> bool:
        """Return whether a text that is in the notation may mean something else to whoever wrote it."""
        del text, style
        return False

    def can_parse(self, raw: Raw) -> bool:
        """Return whether a value is in the notation of the type."""
        try:
            # `parse` would look for advice.
            self.parse_text(raw) if isinstance(raw, str) else self.parse(raw)
        except TalksError:
            return False
        return True
