"""Pages that hold no article: a login, a question for consent, a check for robots, an empty page."""

import re
from typing import TYPE_CHECKING

from talkscli.errors import UsageError

if TYPE_CHECKING:
    from talkscli.articles.article import Article

FEWEST = 8
"""A page with fewer words in its text than this has none."""
_FEW, _SHORT, _LONG = 40, 90, 400
"""An article of more words than these is one, whatever else its page says."""

_SAVE = "open it in a browser, save the page when the article is there, and name the file"

_PASSWORD = re.compile(r"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)
_LOGIN = re.compile(
    r"(?:log|sign)[ -]?in (?:to|or|with)|(?:please|must|need to) (?:log|sign) in|be logged in"
    r"|subscribe to (?:continue|read|unlock)"
    r"|subscribers? only|register to (?:continue|read)|create (?:a free|an) account|already a subscriber"
    r"|войдите|авторизуйтесь|увійдіть|оформите подписку|giriş yap|üye ol|melden sie sich an|jetzt abonnieren"
    r"|connectez-vous|réservé aux abonnés|inicia sesión|accedi per",
    re.IGNORECASE,
)
_LOGIN_PATH = re.compile(
    r"/(?:log-?in|sign-?in|sso|auth|account|subscribe|register|anmelden|giris)(?:[/.?]|$)", re.IGNORECASE
)
_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent\b|\bgdpr\b|privacy (?:settings|policy|choices)|personali[sz]ed ads|accept all|reject all"
    r"|datenschutz|zustimm|akzeptieren|einwilligung|consentement|tout accepter|confidentialité|файл\w* cookie|куки"
    r"|согласи[ея]|персональн\w+ данн|згод[аиу] на|çerez|kişisel veri",
    re.IGNORECASE,
)
_CONSENT_HOST = re.compile(r"//(?:consent|cmp|privacy|guce)\.", re.IGNORECASE)
_ROBOT = re.compile(
    r"captcha|not a robot|are you (?:a )?(?:human|robot)|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|checking your browser|just a moment|unusual traffic|access (?:to this page has been )?denied|ddos protection",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"(?:enable|turn on|requires?|activate|aktivieren|activer|включите|увімкніть|etkinleştir)\W+(?:\w+\W+){0,3}javascript"
    r"|javascript\W+(?:\w+\W+){0,3}(?:disabled|required|enabled|aktivieren|désactivé)|without javascript",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b404\b|(?:page|article|seite|страница|сторінк\w)\W+(?:\w+\W+){0,3}(?:not found|nicht gefunden|не найдена|не знайдена)",
    re.IGNORECASE,
)
_NOT_FREE = re.compile(r"isAccessibleForFree[\"']?\s*(?::|content=)\s*[\"']?false", re.IGNORECASE)


def refuse_wall(article: "Article", page: str, address: str) -> None:
    """Refuse a page that holds no article, and say what it holds; remark where it may hold only a beginning.

    Args:
        article: What was taken of it.
        page: The page itself.
        address: Where it was found at last; empty for a file.

    Raises:
        UsageError: it is no article.
    """
    if (problem := _find_wall(article, page, address)) is not None:
        raise UsageError(problem, place=article.name, hint=_SAVE)
    if _NOT_FREE.search(page):
        article.remarks.append("the page says that it is not free to read: this may be only its beginning")


def _find_wall(article: "Article", page: str, address: str) -> str | None:
    words, text = article.words, "\n".join([article.title, *article.paragraphs])
    consent = sum(len(one.split()) for one in article.paragraphs if _CONSENT.search(one))
    if words < _LONG and (consent * 2 > words or (_CONSENT_HOST.search(address) and consent)):
        return "the page asks for consent to cookies, and there is no article on it"
    if words < _SHORT:
        if _ROBOT.search(text):
            return "the site checks whether a person asks, and gives no article"
        # Many pages have a login beside their article: it is a wall only where there is next to nothing else.
        has_login = words < _FEW and (_PASSWORD.search(page) or _LOGIN_PATH.search(address))
        if has_login or _LOGIN.search(text):
            return "the page asks for a login or a subscription, and there is no article on it"
        if _SCRIPT.search(text):
            return "the page is put together by JavaScript in a browser: there is no article on it"
        if _GONE.search(text):
            return "the page says that there is none under this address"
    if words < FEWEST:
        if _CONSENT.search(page):
            return "there is no article on the page, which asks for consent to cookies"
        if _SCRIPT.search(page) or (page.count("<script") and not words):
            return "the page is put together by JavaScript in a browser: there is no article on it"
        return "there is no article on the page"
    return None
