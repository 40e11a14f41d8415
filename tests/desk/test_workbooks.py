"""Workbooks of strangers: whatever is in them, they are read or refused in one line, and with bounded memory."""

import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest

from talkscli.desk import workbooks
from talkscli.desk.workbooks import list_rows, read_sheet
from talkscli.errors import UsageError

pytest.importorskip("python_calamine")

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def make_workbook(sheet: str, *, names: str = '<sheet name="May" sheetId="1" r:id="r1"/>') -> bytes:
    """Make the least that is a workbook of one sheet."""
    relations = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/%s" '
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": relations % "officeDocument" + 'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations % "worksheet" + 'Target="worksheets/s.xml"/></Relationships>',
        "xl/worksheets/s.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in parts.items():
            book.writestr(name, part)
    return out.getvalue()


def make_row(number: int, **cells: str) -> str:
    inner = "".join(
        f'<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for column, text in cells.items()
    )
    return f'<row r="{number}">{inner}</row>'


def read(raw: bytes, sheet: str | None = None) -> list[tuple[int, list[str]]]:
    with read_sheet(BytesIO(raw), sheet) as rows:
        return list(list_rows(rows))


PLAIN = make_workbook(make_row(2, A="who", B="value") + make_row(4, A="a", B="14", D="x"))


def test_rows_keep_their_numbers_and_lose_the_empty_cells_at_their_ends() -> None:
    assert read(PLAIN) == [(2, ["who", "value"]), (4, ["a", "14", "", "x"])]


def test_a_workbook_in_a_file_is_read_wherever_the_file_stands(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(PLAIN)
    with path.open("rb") as file:
        file.read(100)
        with read_sheet(file, "May") as rows:
            assert list(list_rows(rows)) == read(PLAIN)


@pytest.mark.parametrize("place", ["XFD1048576", "ZZ900000"])
def test_a_cell_far_away_from_the_others_does_not_take_the_memory(place: str) -> None:
    far = f'<row r="9"><c r="{place}"><v>1</v></c></row>'
    with pytest.raises(UsageError) as caught:
        read(make_workbook(make_row(1, A="who") + far))
    assert caught.value.message == "the sheet cannot be read with 2 GB of memory"
    assert "a cell far away" in caught.value.hint


def test_a_workbook_that_unpacks_to_far_more_than_its_size_is_refused() -> None:
    with pytest.raises(UsageError, match="it unpacks to more than 250 times its size"):
        read(make_workbook(" " * 80_000_000))


@pytest.mark.parametrize("length", [4, 30, 300, len(PLAIN) // 2, len(PLAIN) - 1])
def test_half_a_workbook_is_refused(length: int) -> None:
    with pytest.raises(UsageError, match="the workbook cannot be read"):
        read(PLAIN[:length])


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="0"><c r="A0"><v>1</v></c></row>',
        '<row r="x"><c r="99"><v>1</v></c></row>',
        "<row",
        "<c/></x>",
    ],
)
def test_a_sheet_with_impossible_places_is_read_or_refused(sheet: str) -> None:
    with suppress(UsageError):
        assert len(read(make_workbook(sheet))) <= 1


def test_the_sheets_that_there_are_are_listed_and_not_too_many() -> None:
    names = "".join(f'<sheet name="S{number}" sheetId="{number}" r:id="r1"/>' for number in range(1, 1000))
    with pytest.raises(UsageError) as caught:
        read(make_workbook("", names=names), "None")
    assert caught.value.hint.startswith("there are: S1, S2, S3")
    assert caught.value.hint.endswith("S20")


def test_a_row_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "LONGEST_ROW", 100)
    with pytest.raises(UsageError, match="a row of the sheet is longer than"):
        read(make_workbook(make_row(1, A="x" * 200)))


def test_a_module_in_the_present_directory_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "python_calamine", "zipfile", "talkscli"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    assert read(PLAIN)
    assert not (tmp_path / "ran").exists()


def test_the_other_process_ends_with_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "_LONGEST_WAIT", 0.2)
    monkeypatch.setattr(workbooks, "_PROGRAM", "import time; time.sleep(600)")
    with pytest.raises(UsageError, match="cannot be read in"):
        read(PLAIN)


def test_what_the_library_says_of_itself_is_not_shown(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError):
        read(make_workbook('<row r="9"><c r="XFD1048576"><v>1</v></c><c r="A1"><v>1</v></c></row>'))
    assert capfd.readouterr() == ("", "")
