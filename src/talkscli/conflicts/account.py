"""A claim as the engine sees it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkscli.values.parsing import Value
    from talkscli.values.vocabulary import Days


class Account:
    """A claim as the engine sees it."""

    __slots__ = (
        "at",
        "claims",
        "document",
        "documents",
        "id",
        "only",
        "retracted",
        "revises",
        "said",
        "stance",
        "status",
        "value",
        "when",
        "who",
    )

    def __init__(
        self,
        id: str,  # noqa: A002
        who: str,
        value: "Value | None",
        *,
        document: str = "",
        stance: str = "asserts",
        status: str | None = None,
        only: bool = False,
        when: str | None = None,
        revises: str | None = None,
        retracted: bool = False,
        at: str | None = None,
        said: "Days | None" = None,
        claims: int = 1,
        documents: int = 1,
    ) -> None:
        self.id = id
        self.who = who
        self.value = value
        """The value, parsed; None where the claimant gives none."""
        self.document = document
        self.stance = stance
        self.status = status
        """What the claimant says of its standing: proposed, agreed, held …"""
        self.only = only
        self.when = when
        """When the claimant said it, as written."""
        self.revises = revises
        self.retracted = retracted
        self.at = at
        """The time of which the value speaks, as written (EDTF); None where it is the fact's own."""
        self.said = said
        """The days on which it may have been said, where they are known to the caller; else they are those of
        `when`, and where there is none, those of the document's publication."""
        self.claims = claims
        """How many claims it stands for that differ in nothing the engine looks at, where equal ones were
        combined; 0 if another one counts them."""
        self.documents = documents
        """How many documents its document stands for: as many as carry the same of the fact."""

    @property
    def speaks(self) -> bool:
        """Return whether the claim gives a value that can be compared."""
        return self.value is not None and self.stance != "withholds"
