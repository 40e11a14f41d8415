"""Articles made for tests."""

import importlib.util

from tests.programs import skip

STORY = (
    "Of the ferry 40 people were saved on Monday, the Harbour office said in a statement late in the evening.",
    "The captain, Bob Stone, told the Gazette that nobody is missing and that the search would go on until morning.",
    "The Ministry did not comment on the number of people who had been on board when the ferry left the harbour.",
)


def require_library(name: str) -> None:
    """Skip a test where a library that reads articles is not installed; fail it in continuous integration."""
    if importlib.util.find_spec(name) is None:
        skip(f"{name} is not installed")


def make_page(
    *paragraphs: str,
    title: str = "Ferry sinks off Harbour",
    head: str = "",
    lang: str = "en-GB",
    before: str = "",
) -> str:
    """Make a page as outlets have them."""
    body = "".join(f"<p>{one}</p>\n" for one in paragraphs or STORY)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>{before}"
        f"<article><h1>{title}</h1>\n{body}</article><footer>Copyright The Gazette</footer></body></html>"
    )


def make_pdf(*pages: list[str], title: str = "") -> bytes:
    """Make a PDF of lines of plain letters."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        text = "".join(f"({line}) Tj T*\n" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td\n{text}ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects.append(f"<< /Title ({title}) >>".encode())
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, one in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return bytes(out)
