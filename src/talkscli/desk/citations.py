"""A claim with its whole chain and its hedges: as a sentence, Markdown, CSL-JSON and JSON-LD."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote as encode_url

_PLAIN_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")
_LINK = re.compile(r"https?://[^\s/]", re.IGNORECASE)

NEWS = ("agency", "outlet")
SCHEMA_TYPES = {
    "person": "Person",
    "office": "Organization",
    "state": "Organization",
    "organisation": "Organization",
    "agency": "NewsMediaOrganization",
    "outlet": "NewsMediaOrganization",
}
"""What schema.org calls each kind of actor; whether an unnamed source is a person, nobody said."""


class Citation:
    """Everything that a citation of a claim says, in words; nothing in it is looked up any more."""

    __slots__ = (
        "chain",
        "document",
        "fact",
        "hedges",
        "id",
        "kinds",
        "paragraph",
        "published",
        "quote",
        "text",
        "when",
        "when_words",
    )

    def __init__(
        self,
        id: str,  # noqa: A002
        text: str,
        *,
        fact: str,
        chain: Sequence[str],
        kinds: tuple[str, str],
        document: Mapping[str, Any],
        published: str,
        when: str | None = None,
        when_words: str = "",
        quote: str | None = None,
        paragraph: int | None = None,
        hedges: Sequence[str] = (),
    ) -> None:
        self.id = id
        self.text = text
        """The claim in one sentence."""
        self.fact = fact
        self.chain = tuple(chain)
        """Names, from the claimant to the document's outlet; one where the outlet speaks for itself."""
        self.kinds = kinds
        """What kinds of actor the claimant and the outlet are."""
        self.document = document
        self.published = published
        """When the document was published, in words."""
        self.when = when
        """When it was said (EDTF)."""
        self.when_words = when_words
        self.quote = quote
        self.paragraph = paragraph
        self.hedges = tuple(hedges)
        """What keeps the claim from being a plain statement of fact, each in a few words."""

    @property
    def place(self) -> str:
        """Return where in the document it stands, in words."""
        return f"paragraph {self.paragraph}" if self.paragraph else ""


def find_hedges(
    *,
    unnamed: bool,
    stance: str,
    status: str | None,
    only: bool,
    has_value: bool = True,
    revised_by: Sequence[str] = (),
    retracted: str | None = None,
) -> list[str]:
    """List what has to stand beside a claim, so that nobody takes it for more than it is."""
    hedges = ["the source is not named"] if unnamed else []
    if stance == "denies":
        hedges.append("a denial")
    elif stance == "withholds":
        hedges.append("not confirmed" if has_value else "did not say")
    if status:
        hedges.append(status.replace("-", " "))
    if only:
        hedges.append("this and nothing else")
    if revised_by:
        hedges.append(f"later revised: {', '.join(revised_by)}")
    if retracted:
        hedges.append(f"taken back by those who keep the store: {retracted}")
    return hedges


def write_sentence(citation: Citation) -> str:
    """Write an attribution of one sentence: who, through whom, according to whom, how surely, what."""
    where = ", ".join(part for part in (_quoted(citation), citation.place) if part)
    said = f"{write_attribution(citation, _same)}: {_without_stop(citation.text)}"
    return f"{said} ({where})." if where else f"{said}."


def write_attribution(citation: Citation, escape: Callable[[str], str], *, strong: str = "") -> str:
    """Write who says it, through whom, and how surely."""
    who, *between = citation.chain
    words = f"{strong}{escape(who[:1].upper() + who[1:])}{strong}"
    published = citation.document.get("published")
    if not between:
        words += f"{escape_after(escape, _of(citation))}, in its own voice"
    if citation.when_words and citation.when != published:
        words += escape_after(escape, f" ({citation.when_words})")
    if between:
        *through, outlet = between
        if through:
            words += f", through {escape(' and '.join(through))}"
        words += f", according to {escape(outlet)}{escape_after(escape, _of(citation))}"
    return words + (escape_after(escape, f" [{'; '.join(citation.hedges)}]") if citation.hedges else "")


def escape_after(escape: Callable[[str], str], text: str) -> str:
    """Escape a text and keep the space before it."""
    return f" {escape(text[1:])}" if text[:1] == " " else escape(text)


def write_markdown(citation: Citation, escape: Callable[[str], str]) -> str:
    """Write an attribution and, as a block quotation, the words and where they stand.

    Args:
        citation: What is cited.
        escape: Makes a text one that Markdown shows and does nothing else with.
    """
    document = citation.document
    title = f"*{escape(document['title'])}*"
    if (url := find_link(document)) is not None:
        title = f"[{title}](<{url}>)"
    parts = [title, escape(citation.chain[-1]), escape(citation.published), citation.place]
    source = f"> — {', '.join(part for part in parts if part)}"
    lines = [
        f"{write_attribution(citation, escape, strong='**')}: {escape(_without_stop(citation.text))}.",
        "",
    ]
    if citation.quote:
        lines += [f"> {escape(_quoted(citation))}", ">"]
    return "\n".join([*lines, source])


def make_csl(citation: Citation) -> dict[str, Any]:
    """Make an item of CSL-JSON, as Zotero and pandoc read it; its note keeps the chain and the hedges."""
    document = citation.document
    item: dict[str, Any] = {
        "id": citation.id,
        "type": "article-newspaper" if citation.kinds[1] in NEWS else "document",
        "title": document["title"],
        "container-title": citation.chain[-1],
    }
    if document.get("author"):
        item["author"] = [{"literal": document["author"]}]
    if document.get("published"):
        item["issued"] = make_csl_date(document["published"], citation.published)
    if document.get("language"):
        item["language"] = document["language"]
    if (url := find_link(document)) is not None:
        item["URL"] = url
    item["note"] = write_sentence(citation)
    return item


def make_csl_date(edtf: str, words: str) -> dict[str, Any]:
    """Make a date of CSL: parts where the date is plain, the words where it is not."""
    plain, circa = edtf.rstrip("~?%"), edtf[-1] in "~?%"
    days = [_PLAIN_DATE.fullmatch(part) for part in plain.split("/")]
    if len(days) <= 2 and all(days):
        parts = [[int(number) for number in day.groups() if number] for day in days if day]
        return {"date-parts": parts, **({"circa": True} if circa else {})}
    return {"literal": words}


def make_review(citation: Citation) -> dict[str, Any]:
    """Make a ClaimReview of schema.org without a rating: this program rates nobody's truth."""
    document = citation.document
    article: dict[str, Any] = {
        "@type": "NewsArticle" if citation.kinds[1] in NEWS else "CreativeWork",
        "identifier": document["id"],
        "headline": document["title"],
        "publisher": _make_agent(citation.chain[-1], citation.kinds[1]),
    }
    if document.get("author"):
        article["author"] = {"name": document["author"]}
    if is_plain_date(document.get("published")):
        article["datePublished"] = document["published"]
    if document.get("language"):
        article["inLanguage"] = document["language"]
    if (url := find_link(document)) is not None:
        article["url"] = url
    if citation.quote:
        article["hasPart"] = {"@type": "Quotation", "text": citation.quote}
    claim: dict[str, Any] = {
        "@type": "Claim",
        "identifier": citation.id,
        "text": citation.text,
        "author": _make_agent(citation.chain[0], citation.kinds[0]),
    }
    if is_plain_date(citation.when):
        claim["datePublished"] = citation.when
    claim["appearance"] = article
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": citation.text,
        "reviewBody": write_sentence(citation),
        "itemReviewed": claim,
    }


def is_plain_date(edtf: str | None) -> bool:
    """Tell whether a date is a year, a month or a day, with nothing uncertain about it."""
    return edtf is not None and _PLAIN_DATE.fullmatch(edtf) is not None


def find_link(document: Mapping[str, Any]) -> str | None:
    """Return a document's address if it leads to the web; nobody should follow any other."""
    url = document.get("url")
    if not isinstance(url, str) or not _LINK.match(url):
        return None
    return encode_url(url, safe="%/:?#[]@!$&'()*+,;=~-._")


def _make_agent(name: str, kind: str) -> dict[str, str]:
    return {"@type": SCHEMA_TYPES[kind], "name": name} if kind in SCHEMA_TYPES else {"name": name}


def _of(citation: Citation) -> str:
    published = citation.document.get("published")
    if not published:
        return " (undated)"
    return f" of {citation.published}" if is_plain_date(published) else f" ({citation.published})"


def _quoted(citation: Citation) -> str:
    return f"“{citation.quote}”" if citation.quote else ""


def _without_stop(text: str) -> str:
    text = text.strip()
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def _same(text: str) -> str:
    return text
