"""The store as pydantic models: what a file may say, field by field.

These models guard the form of a file. What a form cannot show (that references resolve, that a value is
written in the notation of its property, that nothing goes in circles) is checked in `store.validate`.
The descriptions below are also those of the JSON Schema that `talks schema` prints.
"""

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, StringConstraints
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from talkscli.values.registry import type_named, type_names

SCHEMA_VERSION = 2
"""The version of the store's form that this program writes; it reads those before as well."""

ID_PATTERN = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=200)]
Line = Annotated[str, StringConstraints(min_length=1)]
Text = Annotated[str, StringConstraints(max_length=1 << 26)]
"""Words of any length that a header can have; whatever has a limit is looked at, and has to be text."""

ActorKind = Literal["person", "office", "state", "organisation", "agency", "outlet", "unnamed"]
Stance = Literal["asserts", "denies", "withholds"]

ACTOR_KINDS: tuple[str, ...] = get_args(ActorKind)
STANCES: tuple[str, ...] = get_args(Stance)


class _TypeName:
    """The name of a type of value: whatever the registry has, in the schema as well."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Check a name against the registry as it is by then."""
        del source
        return core_schema.no_info_after_validator_function(_check_type, handler(str))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """List the names that there are."""
        return {**handler(schema), "enum": list(type_names())}


def _check_type(name: str) -> str:
    known = type_names()
    if name not in known:
        *most, last = map(repr, known)
        expected = f"{', '.join(most)} or {last}"
        raise PydanticCustomError("literal_error", "Input should be {expected}", {"expected": expected})
    return name


TypeName = Annotated[str, _TypeName]


class Record(BaseModel):
    """A part of the store: unknown fields are refused, nothing is coerced, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, use_attribute_docstrings=True)


class Actor(Record):
    """Anyone who can vouch for a claim, carry one, or be spoken of."""

    id: Id
    """Lower-case letters, digits and hyphens. Never change it later."""
    kind: ActorKind
    """`unnamed` is an anonymous source: two of them may be one person."""
    name: Line
    """The name as shown."""
    aliases: list[Line] = Field(default_factory=list)
    """Other spellings and names under which it is found."""
    side: Id | None = None
    """The party it belongs to, if any."""
    of: Id | None = None
    """To whom it belongs or for whom it speaks: an unnamed source of its outlet, a spokesman of an office."""
    url: Line | None = None
    """The address of an outlet or body; articles of that site are its documents."""
    tags: list[Line] = Field(default_factory=list)
    """Free labels; never compared."""
    note: Text | None = None
    """What a reader of the store should know; never compared."""


class Place(Record):
    """Somewhere, and what it lies within."""

    id: Id
    """Never change it later."""
    name: Line
    """The name as shown."""
    aliases: list[Line] = Field(default_factory=list)
    """Other spellings and names under which it is found."""
    within: Id | None = None
    """The id of the next larger place."""
    note: Text | None = None
    """What a reader of the store should know; never compared."""


class Event(Record):
    """Something that happens, or is said to."""

    id: Id
    """Never change it later."""
    kind: Id
    """A word of the store's own, such as `round` or `summit`."""
    name: Line
    """The name as shown."""
    number: int | None = None
    """Its place in a series of its kind."""
    aliases: list[Line] = Field(default_factory=list)
    """Other names under which it is found."""
    note: Text | None = None
    """What a reader of the store should know; never compared."""


class Property(Record):
    """A question that can be asked about an event, an actor or a place."""

    id: Id
    """Never change it later; the second half of a fact's key."""
    type: TypeName
    """The notation of its values, and how they are compared."""
    label: Line | None = None
    """The words shown; the id's words where there are none."""
    unit: Line | None = None
    """What a count counts."""
    answers: Literal["one", "many"] | None = None
    """`one`: different answers exclude each other. `many`: an open list, which does not say that there is
    nothing else; for terms, places and actors. Without it, `many` for terms and `one` for all else."""
    tolerance: Line | None = None
    """How far a plain number or duration reaches when it just misses another: `5`, `2 %`, `10 min`."""
    note: Text | None = None
    """How to read it; never compared."""


class Term(Record):
    """A word of the store's own vocabulary, for lists of matters."""

    id: Id
    """Never change it later."""
    name: Line
    """The words shown."""
    aliases: list[Line] = Field(default_factory=list)
    """Other words for the same."""
    broader: Id | None = None
    """The wider term in which this one lies: a prisoner exchange is a return of prisoners."""
    note: Text | None = None
    """How to read it; never compared."""


class Document(Record):
    """A text that carries claims."""

    id: Id
    """Never change it later."""
    outlet: Id
    """The actor that published it."""
    title: Line
    """Its headline, or its first words where it has none."""
    published: Line | None = None
    """When it was published (EDTF)."""
    language: Line | None = None
    """Its language (BCP 47)."""
    url: Line | None = None
    """Where it can be read."""
    author: Line | None = None
    """Who signed it."""
    retrieved: Line | None = None
    """When its text was taken (EDTF)."""
    archived: Line | None = None
    """The address of an archived copy."""
    follows: Id | None = None
    """The document of which this is a later version."""
    tags: list[Line] = Field(default_factory=list)
    """Free labels; never compared."""
    file: Line | None = None
    """The name of the file that holds its text, outside the store."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    """The SHA-256 of that file."""
    note: Text | None = None
    """What a reader of the store should know; never compared."""


class What(Record):
    """The matter of a claim."""

    about: Id
    """The event, actor or place it is about."""
    property: Id
    """Which property of it."""
    value: Line | list[Id] | None = None
    """The value claimed, as the property's type writes it; absent only where the claimant withholds it."""
    stance: Stance = "asserts"
    """`denies`: says the value is wrong. `withholds`: was asked and did not say, or has not confirmed."""
    status: Id | None = None
    """planned, tentative, proposed, demanded, agreed, held … where it matters."""
    only: bool = False
    """The claimant rules out anything else."""
    at: Line | None = None
    """The time of which the value speaks (EDTF), where it is not the fact's own: a total by a day, a post
    until a month. An open interval is for since and until."""
    text: Line
    """The claim in one sentence, in the store's own words."""
    mentions: list[Id] = Field(default_factory=list)
    """Actors, places and events that the claim speaks of besides its subject, claimant and value."""


class Source(Record):
    """Where a claim stands and how it came there."""

    document: Id
    """The document that carries it."""
    paragraph: Annotated[int, Field(ge=1)] | None = None
    """Which non-empty line of the document's text, from 1."""
    quote: Line | None = None
    """An exact anchor from that line, at most 12 words."""
    via: list[Id] = Field(default_factory=list)
    """The actors between claimant and document, nearest the document first."""


class Retraction(Record):
    """Why a claim was taken back by those who keep the store."""

    why: Line
    """The reason, in a sentence."""
    on: Line | None = None
    """When it was taken back (EDTF)."""


class Claim(Record):
    """One thing that one claimant asserts, as one document reports it."""

    id: Id
    """Never change it later."""
    who: Id
    """The claimant, who vouches for it; the document's outlet only where it speaks in its own voice."""
    what: What
    """The matter."""
    when: Line | None = None
    """When the claimant said it (EDTF); absent where the document does not tell."""
    source: Source
    """The document that carries it, where in it, and through whom it came."""
    revises: Id | None = None
    """An earlier claim of the same claimant that this one corrects or sharpens."""
    recorded: Line | None = None
    """When it entered the store (EDTF)."""
    retracted: Retraction | None = None
    """Set when the claim was taken back; it stays, and counts nowhere."""
    tags: list[Line] = Field(default_factory=list)
    """Free labels; never compared."""
    note: Text | None = None
    """A remark of those who keep the store; never compared."""


class Store(Record):
    """A store of claims: its vocabulary, its documents, its claims."""

    model_config = ConfigDict(title="talks store", populate_by_name=True)

    json_schema: str | None = Field(default=None, alias="$schema")
    """The address of this schema."""
    schema_version: Literal[1, 2]
    """The version of the store's form: 2 as soon as it uses anything that version 1 did not have."""
    title: Line
    """What story this is."""
    description: Text | None = None
    """What it holds and how it was made."""
    actors: list[Actor] = Field(default_factory=list)
    """Everyone who speaks, carries or is spoken of."""
    places: list[Place] = Field(default_factory=list)
    """Places and what they lie within."""
    events: list[Event] = Field(default_factory=list)
    """What happens."""
    properties: list[Property] = Field(default_factory=list)
    """The questions that claims answer."""
    terms: list[Term] = Field(default_factory=list)
    """The vocabulary for lists of matters."""
    documents: list[Document] = Field(default_factory=list)
    """The texts that carry the claims."""
    claims: list[Claim] = Field(default_factory=list)
    """The claims."""


MODELS: dict[str, type[Record]] = {
    "actor": Actor,
    "place": Place,
    "event": Event,
    "property": Property,
    "term": Term,
    "document": Document,
    "claim": Claim,
}
"""The model of each kind of record, in the order in which a store lists them."""

SECTIONS: dict[str, str] = {
    "actor": "actors",
    "place": "places",
    "event": "events",
    "property": "properties",
    "term": "terms",
    "document": "documents",
    "claim": "claims",
}
"""The list of a store that holds the records of each kind."""

HEADER_KINDS: tuple[str, ...] = tuple(kind for kind in MODELS if kind != "claim")
"""The kinds of record that a store's header lists: all but claims."""

SUBJECTS: tuple[str, ...] = ("event", "actor", "place")
"""The kinds that a claim can be about."""

REFERENCES: dict[str, dict[str, str]] = {
    "actor": {"side": "actor", "of": "actor"},
    "place": {"within": "place"},
    "event": {},
    "property": {},
    "term": {"broader": "term"},
    "document": {"outlet": "actor", "follows": "document"},
}
"""By kind of record, the fields that name another record, and of which kind that is."""

CHAINS: dict[str, str] = {"place": "within", "term": "broader", "document": "follows"}
"""The fields along which a record must not come back to itself."""

_KINDS: dict[type[Record], str] = {model: kind for kind, model in MODELS.items()}


NEW_FIELDS: dict[type[Record], tuple[str, ...]] = {
    Actor: ("of", "url", "tags"),
    Property: ("answers", "tolerance"),
    Term: ("broader",),
    Document: ("retrieved", "archived", "follows", "tags"),
    Claim: ("tags",),
    What: ("at",),
}
"""The fields that stores of version 1 do not have."""


def list_new(record: Record) -> list[str]:
    """List the fields of a record that stores of version 1 do not have; of a property its type, if it is new.

    A claim's value may be new as well: its type tells (`ValueType.version`).
    """
    fields = [name for name in NEW_FIELDS.get(type(record), ()) if getattr(record, name)]
    if isinstance(record, Claim):
        fields += [f"what.{name}" for name in list_new(record.what)]
    elif isinstance(record, Property) and type_named(record.type).since > 1:
        fields.append("type")
    return fields


def kind_of(record: Record) -> str:
    """Return the kind of a record: `actor`, `claim` ..."""
    return _KINDS[type(record)]


def id_of(record: Record) -> str:
    """Return the id of a record that has one."""
    return str(record.id)  # type: ignore[attr-defined]
