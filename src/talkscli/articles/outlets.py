"""Whose article it is: the actor on whose site it stands or who has the name given; never a guess."""

from typing import TYPE_CHECKING

from talkscli.articles.addresses import Address
from talkscli.errors import AmbiguousNameError, UnknownNameError, UsageError, cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from talkscli.articles.article import Article
    from talkscli.claims import Record
    from talkscli.desk.resolver import Resolver

_KINDS = ("actor",)


class UnknownOutletError(UnknownNameError):
    """An article whose outlet the store does not have, with what a new one would be."""

    def __init__(self, article: "Article", name: str, url: str) -> None:
        shown = f"{name} ({url})" if url else name
        if name:
            message = f"the store has no outlet for {cut(shown)}"
            hint = "--create adds it, or --outlet NAME says whose article it is"
        else:
            message = "nothing tells whose article it is"
            hint = "--outlet NAME says it; with --create a new one is added"
        super().__init__(name, "actor", message=message, place=article.name, hint=hint)
        self.name = name
        """What the page calls its outlet, or its host; empty where nothing is known."""
        self.url = url
        """The address of its site; empty where nothing is known."""
        self.byline = article.byline
        """What a line of the article's head may call it; empty where nothing does."""

    @property
    def key(self) -> tuple[str, str]:
        """Return what all articles of one unknown outlet share; the article's place if nothing is known."""
        return (self.name, self.url) if self.name or self.url else ("", self.place)


class OutletFinder:
    """Finds the outlets of articles in one store, as far as somebody decides also new ones."""

    def __init__(self, *, named: str | None = None, create: bool = False) -> None:
        self.named = named
        """What somebody says whose articles they are."""
        self.create = create
        """Whether an outlet that the store does not have is added."""
        self.chosen: dict[tuple[str, str], str] = {}
        """What was answered to the question whose article it is; empty: a new outlet as proposed."""

    def find(self, article: "Article", resolver: "Resolver", actors: "Iterable[Record]") -> str:
        """Return the id of an article's outlet, which may be added to what is to come in.

        Raises:
            UnknownNameError: it is not known, or several fit.
        """
        site = Address(article.url).root if article.url else ""
        if self.named is not None:
            return self._take(self.named, site, resolver, "--outlet", create=self.create)
        coming = [record for (kind, _), record in resolver.coming.items() if kind == "actor"]
        if (found := find_by_address(article.url, [*actors, *coming])) is not None:
            return found
        for name in _list_names(article):
            if resolver.is_sure(name, _KINDS) and (one := self._check_site(name, site, resolver)):
                return one
        error = UnknownOutletError(article, article.site or _host(article.url), site)
        if error.key in self.chosen:
            answer = self.chosen[error.key]
            return self._take(answer or error.name, site, resolver, article.name, create=True)
        if self.create and error.name:
            return self._take(error.name, site, resolver, article.name, create=True)
        raise error

    def _take(self, name: str, site: str, resolver: "Resolver", place: str, *, create: bool) -> str:
        try:
            one = resolver.find(name, _KINDS, place)
        except AmbiguousNameError:
            raise
        except UnknownNameError as error:
            if not create:
                error.hint = (f"{error.hint} " if error.hint else "") + "--create adds it"
                raise
            # An outlet that is only like one of the store is another: its site was not that one's.
            fields = {"kind": "outlet", "name": name, **({"url": site} if site else {})}
            return resolver.make("actor", fields)
        resolver.remarks.clear()
        return one

    def _check_site(self, name: str, site: str, resolver: "Resolver") -> str | None:
        """Return who has a name, unless he has another site: a page can call itself whatever it likes."""
        one = resolver.find(name, _KINDS)
        resolver.remarks.clear()
        own = resolver.record_of("actor", one).get("url")
        return one if not own or not site else None


def find_by_address(url: str, actors: "Iterable[Record]") -> str | None:
    """Find the actor on whose site an address lies; of several, the one whose own address says most.

    Raises:
        AmbiguousNameError: several have the same site.
    """
    if not url:
        return None
    page = Address(url)
    best: dict[str, int] = {}
    for actor in actors:
        own = getattr(actor, "url", None)
        if own and (length := _measure_match(page, own)):
            best[str(actor.id)] = length  # type: ignore[attr-defined]
    if not best:
        return None
    most = max(best.values())
    fitting = [one for one, length in best.items() if length == most]
    if len(fitting) > 1:
        raise AmbiguousNameError(
            url,
            "actor",
            fitting,
            message=f"several have the site {page.host}: {', '.join(fitting[:5])}",
            hint="--outlet says whose article it is",
        )
    return fitting[0]


def _measure_match(page: Address, own: str) -> int:
    """Return how much of an address an actor's own address covers; 0 where the page is not his."""
    try:
        site = Address(own if "://" in own else f"https://{own}")
    except UsageError:
        return 0
    if page.site != site.site and not page.site.endswith(f".{site.site}"):
        return 0
    if page.port != site.port and {page.port, site.port} != {80, 443}:
        return 0
    path = site.path.rstrip("/")
    if path and page.path != path and not page.path.startswith(f"{path}/"):
        return 0
    return len(site.site) + len(path)


def _list_names(article: "Article") -> "Iterator[str]":
    if article.site:
        yield article.site
    if host := _host(article.url):
        yield host


def _host(url: str) -> str:
    return Address(url).site if url else ""
