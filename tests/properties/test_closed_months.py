"""Whatever is edited in a closed month is found and named; what is no part of the books may change."""

from __future__ import annotations

import random
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jjledger.books.ledger import load_ledger
from jjledger.errors import JjledgerError
from jjledger.facts.finding import Finding
from tests.cases.changes import read_cases

TODAY = date(2025, 8, 20)
OF_CLOSING = {"B70", "B71", "B72", "B73", "B74"}
MONTHS = [f"2025/2025-{month:02d}.beancount" for month in (1, 2, 3, 6)]


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("closed") / "heyuan"
    next(case for case in read_cases() if case.name == "six closed months").lay_down(folder)
    return folder


def edited(closed: Path, name: str, text: str) -> tuple[Finding, ...] | JjledgerError:
    """Load the closed community with one file's text replaced."""
    before = (closed / name).read_bytes()
    (closed / name).write_text(text, encoding="utf-8", newline="")
    try:
        return load_ledger(closed, TODAY).findings
    except JjledgerError as error:
        return error
    finally:
        (closed / name).write_bytes(before)


def text_of(closed: Path, name: str) -> str:
    return (closed / name).read_text(encoding="utf-8")


def head_of(lines: list[str], number: int) -> int:
    """Give the line, from 1, on which the entry that holds a line begins."""
    while not re.match(r"\d{4}-", lines[number]):
        number -= 1
    return number + 1


@given(st.data())
def test_one_character_is_found_and_its_entry_named(closed: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(MONTHS))
    text = text_of(closed, name)
    place = data.draw(st.sampled_from([spot for spot, sign in enumerate(text) if not sign.isspace()]))
    sign = data.draw(st.sampled_from("0179abX房款_:").filter(lambda sign: sign != text[place]))
    found = edited(closed, name, text[:place] + sign + text[place + 1 :])
    if isinstance(found, JjledgerError):
        return  # not even a ledger any more: refused with its line
    lines = text.split("\n")
    number = head_of(lines, text[:place].count("\n"))
    codes = {one.code for one in found if one.severity == "block"}
    assert codes & OF_CLOSING, codes
    named = {one.place.line for one in found if one.code in {"B70", "B72"} and one.place.file == name}
    gone = [one.excerpt for one in found if one.code == "B71"]
    assert number in named or any(f",{name},{number}," in excerpt for excerpt in gone)


@given(st.data())
def test_an_entry_that_is_taken_away_is_named_by_its_record(closed: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(MONTHS))
    lines = text_of(closed, name).split("\n")
    first = data.draw(st.sampled_from([at for at, line in enumerate(lines) if line[:4] == "2025"]))
    last = next((at for at in range(first + 1, len(lines)) if lines[at][:1] not in {" ", "\t"}), len(lines))
    found = edited(closed, name, "\n".join(lines[:first] + lines[last:]))
    assert not isinstance(found, JjledgerError)
    assert any(one.code == "B71" and f",{name},{first + 1}," in one.excerpt for one in found)


@given(st.data())
def test_an_entry_that_comes_in_is_named(closed: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([*MONTHS, "2025/2025-07.beancount"]))
    day = data.draw(st.dates(date(2025, 1, 5), date(2025, 6, 30)))
    text = text_of(closed, name)
    draft = f'{day} ! "某人" "某事"\n  Equity:3公共收益:3101结余  1.00 CNY\n  Income:3公共收益:6001停车  -1.00 CNY\n'
    found = edited(closed, name, f"{text}\n{draft}")
    assert not isinstance(found, JjledgerError)
    line = text.count("\n") + 2
    assert ("B72", name, line) in {(one.code, one.place.file, one.place.line) for one in found}


@given(st.integers(1, 10_000).filter(lambda dm2: dm2 != 5000))
def test_another_area_is_found_though_no_closed_file_changed(closed: Path, dm2: int) -> None:
    text = text_of(closed, "register.csv").replace(",50.00,", f",{dm2 / 100:.2f},")
    found = edited(closed, "register.csv", text)
    assert not isinstance(found, JjledgerError)
    told = [one for one in found if one.code in OF_CLOSING]
    # The cost of 300.00 is shared by area: where the fen come to the same, nothing has changed.
    moved = round(300 * dm2 / (10_000 + dm2), 2) != 100.00
    assert bool(told) == moved
    assert all(one.code == "B73" and "01-1-102" in one.what for one in told)


@given(st.randoms(use_true_random=False), st.sampled_from(["\n", "\r\n"]))
def test_comments_blanks_line_ends_and_order_are_no_part_of_it(
    closed: Path, chance: random.Random, line_end: str
) -> None:
    name = chance.choice(MONTHS)
    lines = text_of(closed, name).rstrip("\n").split("\n")
    starts = [at for at, line in enumerate(lines) if line[:4] == "2025"]
    blocks = [lines[first:last] for first, last in zip(starts, [*starts[1:], len(lines)], strict=True)]
    chance.shuffle(blocks)
    written = ["; 另附说明"]
    for block in blocks:
        for line in block:
            indent = (
                " " * chance.choice([2, 3, 4])
                if line.startswith("    ")
                else line[: len(line) - len(line.lstrip())]
            )
            quoted = '"' in line
            words = line.strip() if quoted else (" " * chance.randint(1, 3)).join(line.split())
            written.append(f"{indent}{words}{chance.choice(['', ' ', ' ; 说明'])}" if words else words)
    found = edited(closed, name, line_end.join(written) + line_end)
    assert not isinstance(found, JjledgerError), str(found)
    assert not [one for one in found if one.code in OF_CLOSING]


def test_details_and_records_are_found_line_by_line(closed: Path, tmp_path: Path) -> None:
    text = text_of(closed, "details/2025-01-05.csv")
    as_excel = "\N{BYTE ORDER MARK}" + text.replace("\n", "\r\n")
    assert edited(closed, "details/2025-01-05.csv", as_excel) == ()
    found = edited(closed, "details/2025-01-05.csv", text.replace("01-1-102,2500.00", "01-1-101,2500.00"))
    assert not isinstance(found, JjledgerError)
    assert ("B70", "details/2025-01-05.csv", 3) in {
        (one.code, one.place.file, one.place.line) for one in found
    }
    copy = tmp_path / "heyuan"
    for name in sorted(path.name for path in (closed / "closed").glob("*-0[1-6].*")):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(closed, copy)
        with (copy / "closed" / name).open("a", encoding="utf-8") as record:
            record.write("# x\n")
        found = load_ledger(copy, TODAY).findings
        last = name == "2025-06.toml"  # nothing follows that could vouch for the last record
        assert {one.code for one in found} == (set() if last else {"B74"}), name
