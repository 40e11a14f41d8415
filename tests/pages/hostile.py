"""A store in which every text tries to become more than text."""

from typing import Any

PAYLOADS = (
    "<script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 1'>",
    '"><svg onload="window.hacked = 1">',
    "</style><style>body{display:none}</style>",
    "</title><script>window.hacked = 1</script>",
    "{{ 7 * 7 }} {% raw %}",
    "javascript:window.hacked=1",
    "![x](https://evil.example/x.png) [y](javascript:window.hacked=1) `z` | a | b |",
    "<iframe src=https://evil.example></iframe> <link rel=stylesheet href=https://evil.example/x.css>",
    "\u202egnihton\u202c \x1b[31mred\x07 \u200b",
)


def make_hostile() -> dict[str, Any]:
    """Make a valid store of hostile texts, with disputes on dates, numbers and words."""
    texts = iter([*PAYLOADS] * 40)

    def line() -> str:
        # A line has no line feed; everything else may stand in it.
        return next(texts)

    properties = [
        ("date", "date"),
        ("dead", "count"),
        ("words", "quote"),
        ("cost", "money"),
        ("closed", "yes-no"),
    ]
    values = {
        "date": ["2025-07-23", "2025-07-24/2025-07-25"], "dead": ["5", "7"], "cost": ["5 USD", "7 USD"],
        "words": ["<script>window.hacked = 1</script>", "<b>other words</b>"], "closed": ["yes", "no"],
    }  # fmt: skip
    claims = []
    for prop, _ in properties:
        for number, value in enumerate([*values[prop], values[prop][0]]):
            claims.append(
                {
                    "id": f"{prop}-{number}",
                    "who": f"p{number}",
                    "what": {
                        "about": "e",
                        "property": prop,
                        "value": value,
                        "text": line(),
                        "status": "planned",
                    },
                    "source": {"document": f"d{number % 2}", "paragraph": 1, "quote": line()},
                    "note": line(),
                }
            )
    claims[0] |= {"retracted": {"why": line()}}
    claims.append(
        {"id": "silent", "who": "p0", "what": {"about": "e", "property": "date", "stance": "withholds", "text": line()},
         "source": {"document": "d0"}}
    )  # fmt: skip
    return {
        "schema_version": 2,
        "title": line(),
        "description": line() + "\n" + line(),
        "actors": [{"id": f"p{number}", "kind": "person", "name": line()} for number in range(3)]
        + [{"id": f"o{number}", "kind": "outlet", "name": line()} for number in range(2)],
        "events": [{"id": "e", "kind": "round", "name": line()}],
        "properties": [
            {"id": prop, "type": kind, "label": line()} | ({"unit": line()} if kind == "count" else {})
            for prop, kind in properties
        ],
        "documents": [
            {
                "id": "d0",
                "outlet": "o0",
                "title": line(),
                "published": "2025-07-22",
                "url": "javascript:window.hacked=1",
            },
            {
                "id": "d1",
                "outlet": "o1",
                "title": line(),
                "url": 'https://ok.example/"><script>window.hacked=1</script>',
            },
        ],
        "claims": claims,
    }
