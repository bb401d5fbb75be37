"""What the lines and directives of a ledger may be; tests/cases/findings says the same of whole ledgers."""

from __future__ import annotations

from pathlib import Path

import pytest
from beancount.parser import parser

from jjledger.books.linter import include_line, lies_outside, lint_directive, lint_files, lint_left_out
from jjledger.books.source import Source
from jjledger.facts.finding import Place

MAIN = """\
option "title" "某小区"
option "operating_currency" "CNY"
option "tolerance_multiplier" "0"
plugin "jjledger.books.plugin"  ; ours
include "chart.beancount"
include "2025/*.beancount"
"""


def lint(folder: Path, main: str = MAIN, chart: str = "") -> list[tuple[str, str, int]]:
    files = {"main.beancount": main, "chart.beancount": chart}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    found = lint_files(Source(folder), [str(folder / name) for name in files])
    return [(finding.code, finding.place.file, finding.place.line) for finding in found]


def test_a_main_file_holds_options_our_plugin_and_includes(tmp_path: Path) -> None:
    assert lint(tmp_path) == []
    assert lint(tmp_path, "; a comment\n* a heading\n\n" + MAIN, "; option\n* plugin\n") == []


@pytest.mark.parametrize(
    "line",
    [
        'plugin "beancount.plugins.auto_accounts"',
        'plugin "jjledger.books.plugin2"',
        'plugin "jjledger.books.plugin" "configuration"',
        'option "insert_pythonpath" "TRUE"',
        'option "name_assets" "A"',
        "pushtag #a",
        "popmeta a:",
    ],
)
def test_what_would_run_or_change_everything_is_refused(tmp_path: Path, line: str) -> None:
    assert lint(tmp_path, f"{MAIN}{line}\n") == [("L04", "main.beancount", 7)]


@pytest.mark.parametrize(
    "line", ['plugin "jjledger.books.plugin"', 'option "title" "a"', 'include "a"', "pushtag #a", "poptag #a"]
)
def test_other_files_hold_none_of_it(tmp_path: Path, line: str) -> None:
    assert lint(tmp_path, chart=f"\n{line}\n") == [("L04", "chart.beancount", 2)]


@pytest.mark.parametrize(("value", "line"), [("0.0", 3), ("0.5", 3), ("", 3)])
def test_the_tolerance_is_zero(tmp_path: Path, value: str, line: int) -> None:
    text = MAIN.replace('"tolerance_multiplier" "0"', f'"tolerance_multiplier" "{value}"')
    assert lint(tmp_path, text) == [("L02", "main.beancount", line)]
    twice = f'{MAIN}option "tolerance_multiplier" "0.5"\n'
    assert ("L02", "main.beancount", 7) in lint(tmp_path, twice)


def test_an_included_path_is_found_in_the_main_file(tmp_path: Path) -> None:
    (tmp_path / "main.beancount").write_text(MAIN, encoding="utf-8")
    source = Source(tmp_path)
    assert include_line(source, str(tmp_path / "2025" / "2025-03.beancount")) == 6
    assert include_line(source, "2025/*.beancount") == 6
    assert include_line(source, str(tmp_path / "2026" / "2026-03.beancount")) == 0


@pytest.mark.parametrize(
    ("left_out", "read", "line"),
    [
        ("2026/2026-01.beancount", [], "2026/*.beancount"),
        ("2026/2026-02.beancount", ["2026/2026-01.beancount"], "2026/2026-02.beancount"),  # not a second time
        ("2026/2026-01.bean", [], "2026/2026-01.bean"),
        ("more.beancount", [], "more.beancount"),
    ],
)
def test_the_line_that_would_include_a_file(
    tmp_path: Path, left_out: str, read: list[str], line: str
) -> None:
    (tmp_path / "2026").mkdir()
    for name in (left_out, *read):
        (tmp_path / name).write_text("", encoding="utf-8")
    (finding,) = lint_left_out(Source(tmp_path), [str(tmp_path / name) for name in read])
    assert f'include "{line}"' in finding.remedy


@pytest.mark.parametrize(
    ("name", "outside"),
    [("a", False), ("..a", False), ("a/..", False), ("..", True), ("../a", True), ("/a", True)],
)
def test_a_path_out_of_the_folder(name: str, outside: bool) -> None:  # noqa: FBT001 - a column of the table
    assert lies_outside(name) is outside


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025-01-01 open Assets:1A:1001B CNY", ""),
        ("2025-01-01 open Assets:1A:1001B", ""),
        ("2025-01-01 open Assets:1A:1001B USD", "L07"),
        ("2025-01-01 open Assets:1A:B1001 CNY", "L06"),
        ("2025-01-01 balance Assets:1A:1001B 1.00 CNY", ""),
        ("2025-01-01 balance Assets:1A:1001B 1.00 USD", "L07"),
        ("2025-01-01 balance Assets:1A:1001B 1.00 ~ 0.01 CNY", "L15"),
        ('2025-01-01 note Assets:1A:1001B "a"', ""),
        ('2025-01-01 event "a" "b"', ""),
        ('2025-01-01 custom "jjledger-contract" "a"', ""),
        ('2025-01-01 custom "fava-extension" "a"', "L05"),
        ('2025-01-01 custom "fava-option" "import-config" "a.py"', "L05"),
        ("2025-01-01 pad Assets:1A:1001B Equity:1A:3001B", "L05"),
        ("2025-01-01 close Assets:1A:1001B", "L05"),
        ("2025-01-01 price CNY 1.00 USD", "L05"),
        ("2025-01-01 commodity CNY", "L05"),
        ('2025-01-01 query "a" "SELECT account"', "L05"),
    ],
)
def test_directives(text: str, code: str, tmp_path: Path) -> None:
    (entry,), _, _ = parser.parse_string(text + "\n")
    found = list(lint_directive(entry, Place("a", 1), Source(tmp_path)))
    assert [finding.code for finding in found] == ([code] if code else [])


@pytest.mark.parametrize(("path", "codes"), [("a.pdf", []), ("../a.pdf", ["L14"]), ("/etc/passwd", ["L14"])])
def test_documents_lie_in_the_folder(path: str, codes: list[str], tmp_path: Path) -> None:
    text = f'2025-01-01 document Assets:1A:1001B "{path}"\n'
    (entry,), _, _ = parser.parse_string(text, report_filename=str(tmp_path / "chart.beancount"))
    found = list(lint_directive(entry, Place("a", 1), Source(tmp_path)))
    assert [finding.code for finding in found] == codes
