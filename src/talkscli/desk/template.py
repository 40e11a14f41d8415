"""What a new store begins with: the questions that most stories ask."""

from talkscli.claims import Property, Store

USUAL = (
    Property(id="date", type="date", label="Date"),
    Property(id="announced", type="date", label="Announced", note="When it was made known."),
    Property(id="venue", type="place", label="Venue"),
    Property(id="duration", type="duration", label="Duration"),
    Property(id="participants", type="actor", label="Participants"),
    Property(id="number", type="count", label="How many"),
    Property(id="happened", type="yes-no", label="Happened"),
    Property(id="agenda", type="terms", label="Agenda"),
    Property(id="outcome", type="terms", label="Outcome"),
    Property(id="cause", type="text", label="Cause"),
    Property(id="role", type="text", label="Role"),
    Property(id="demand", type="terms", label="Demands"),
    Property(id="statement", type="quote", label="Statement"),
)
"""The usual properties."""


def begin_store(title: str, *, like: Store | None = None) -> Store:
    """Return a store without claims, with the usual properties or the vocabulary of another store."""
    if like is None:
        return Store(schema_version=1, title=title, properties=list(USUAL))
    return like.model_copy(update={"title": title or like.title, "claims": []})
