"""Records made of the names in rows, as far as that is allowed."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from talkscli.claims import SECTIONS
from talkscli.desk.ids import slug
from talkscli.desk.resolver import Resolver
from talkscli.desk.type_guesses import TypeGuess
from talkscli.errors import AmbiguousNameError, UnknownNameError, UnsureNameError
from talkscli.values.as_written import UNKNOWN_STYLE, Style

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive

CREATED = ("actors", "properties", "documents", "places", "events", "terms")
"""What may be created where the store lacks it."""


class RecordMaker(Resolver):
    """Finds names as a resolver does, and makes records of those that the store lacks."""

    def __init__(
        self,
        archive: "Archive",
        *,
        accept_near: bool = False,
        create: Collection[str] = (),
        actor_kind: str = "organisation",
        types: Mapping[str, str] | None = None,
        style: Style = UNKNOWN_STYLE,
    ) -> None:
        super().__init__(archive, accept_near=accept_near)
        self.create = frozenset(create)
        """Which of `CREATED` may be made."""
        self.actor_kind = actor_kind
        """The kind of new actors of which nothing else is known."""
        self._types = dict(types or {})
        """The types of new properties, as somebody stated them."""
        self.style = style
        """How dates and numbers are written."""
        self._guesses: dict[str, TypeGuess | None] = {}
        """By property what its values can be; None for one whose type is known."""
        self._guess_of: dict[str, TypeGuess | None] = {}
        """The same by property as a table writes it."""
        self._inferred: set[str] = set()

    def may_create(self, kind: str) -> bool:
        """Tell whether records of a kind may be made."""
        return SECTIONS.get(kind) in self.create

    def learn_type(self, prop: str, value: Any, line: int) -> None:
        """Learn from a value of an unknown property, and its line, which type the property has."""
        if prop not in self._guess_of:
            key = slug(prop)
            if key not in self._guesses:
                known = key in self._types or prop in self._types or self.is_sure(prop, ("property",))
                self._guesses[key] = None if known else TypeGuess(self.style)
            self._guess_of[prop] = self._guesses[key]
        guess = self._guess_of[prop]
        if guess is not None:
            guess.learn(value, line)

    def describe_types(self) -> list[str]:
        """Tell what each new property was taken for, and which cells stood in the way."""
        new = [(key, guess) for key, guess in self._guesses.items() if guess is not None and guess.count]
        return [guess.describe(key) for key, guess in new if key in self._inferred]

    def make_record(self, kind: str, name: str, error: UnknownNameError, /, **more: Any) -> str:
        """Make a record of a name that the store does not have, and return its id; or refuse to.

        Raises:
            UnknownNameError: the error given: records of the kind may not be made, or something is like it.
            UsageError: no record can be made of the name.
        """
        is_like = isinstance(error, AmbiguousNameError | UnsureNameError)
        if not self.may_create(kind) or is_like:
            if not is_like and kind in SECTIONS:
                error.hint = error.hint or self.tell_making(kind, name)
            elif is_like:
                error.hint += "; write the id, or --accept-near; talks add makes another of that name"
            raise error
        fields: dict[str, Any] = {"label" if kind == "property" else "name": name, **more}
        if kind == "actor":
            fields.setdefault("kind", self.actor_kind)
        elif kind == "event":
            fields.setdefault("kind", "event")
        elif kind == "property":
            fields["type"] = self._infer_type(name)
        if error.suggestions:
            self.remarks.append(f"{name} is like {', '.join(error.suggestions[:3])}, and is taken as new")
        return self.make(kind, fields)

    def tell_making(self, kind: str, name: str, /, **fields: str) -> str:
        """Tell which option makes a record that the store lacks."""
        del name, fields
        return f"--create {SECTIONS[kind]} makes one"

    def _infer_type(self, name: str) -> str:
        for key in (name, slug(name)):
            if key in self._types:
                return self._types[key]
        guess = self._guesses.get(slug(name))
        self._inferred.add(slug(name))
        return guess.type if guess is not None else "text"
