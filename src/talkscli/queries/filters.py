"""Which claims are asked for; ids only, names are resolved before."""


class ClaimFilter:
    """Conditions that a claim must all meet; an empty tuple or None asks for nothing."""

    __slots__ = ("about", "document", "fact", "ids", "mentions", "property", "since", "stance", "status",
                 "tag", "text", "until", "value", "who")  # fmt: skip

    def __init__(
        self,
        *,
        ids: tuple[str, ...] = (),
        fact: tuple[str, ...] = (),
        about: tuple[str, ...] = (),
        property: tuple[str, ...] = (),  # noqa: A002
        who: tuple[str, ...] = (),
        document: tuple[str, ...] = (),
        mentions: tuple[str, ...] = (),
        status: tuple[str, ...] = (),
        stance: tuple[str, ...] = (),
        since: int | None = None,
        until: int | None = None,
        text: str | None = None,
        tag: tuple[str, ...] = (),
        value: tuple[str, ...] = (),
    ) -> None:
        self.ids = ids
        """Any of these claims."""
        self.fact = fact
        """Any of these facts, by key."""
        self.about = about
        """About any of these events, actors or places."""
        self.property = property
        """Any of these properties."""
        self.who = who
        """By any of these claimants."""
        self.document = document
        """Carried by any of these documents."""
        self.mentions = mentions
        """Speaking of any of these: as subject, as value, or in passing."""
        self.status = status
        self.stance = stance
        self.since = since
        """Said on this day (its number) or later, as far as is known; claims with no date are out."""
        self.until = until
        """Said on this day (its number) or earlier, as far as is known; claims with no date are out."""
        self.text = text
        """A query in the language of `talks search`."""
        self.tag = tag
        """With one of these tags: its own, its claimant's, its document's or that document's outlet's."""
        self.value = value
        """Whose value is one of these, as the store writes it, or a list that names one of them."""

    def narrow(self, facts: tuple[str, ...]) -> "ClaimFilter":
        """Ask for the same of these facts alone, which are among those asked for."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return ClaimFilter(**{**fields, "fact": facts})
