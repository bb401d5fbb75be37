"""The handbook's month, from the bank's file to the close: its commands, run as they stand, say what it shows."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from jjledger.cli.main import jjledger
from tests import month_story as story
from tests.contract.test_handbook import HANDBOOK
from tests.ledgers import bean_check

CHAPTER: Final = HANDBOOK.split("## 四、一个月，从银行文件到结账\n")[1].split("\n## ")[0]
LEFT_OUT: Final = "……"
WRONG: Final = (
    "错误",
    "还有一张草稿",
    "这里后来改了",
)  # what a command that does not end well is shown to say
DATED: Final = frozenset(  # they say their own day, or need none
    {"new", "edit", "history", "doctor", "serve", "seal", "sign", "verify", "key"}
)


def consoles(text: str) -> list[tuple[str, list[str]]]:
    """List the commands of a text's console blocks, each with the lines it is shown to say."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line != LEFT_OUT:
                found[-1][1].append(" ".join(line.split()))
    return found


def said(command: str) -> tuple[int, list[str]]:
    """Run a command where the handbook runs it; give its exit code and the lines it said."""
    words = shlex.split(command)
    if words[0] != "jjledger":
        done = subprocess.run(words, check=False, capture_output=True, text=True)
        return done.returncode, [" ".join(line.split()) for line in done.stdout.splitlines()]
    day = () if words[1] in DATED or "--today" in words else ("--today", story.TODAY)
    result = CliRunner().invoke(jjledger, [*words[1:], *day])
    shown = result.output if result.exception is None else f"{result.output}\n{_told(result.exception)}"
    return result.exit_code, [" ".join(line.split()) for line in shown.splitlines()]


def _told(error: BaseException) -> str:
    return "" if isinstance(error, SystemExit) else str(error)


def missing(shown: list[str], actual: list[str]) -> list[str]:
    """List the lines that are shown and were not said, in that order."""
    rest: Iterator[str] = iter(actual)
    return [line for line in shown if line not in rest]


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Do the month as the handbook tells it, beside a clone of the program; give the community's folder."""
    place = tmp_path_factory.mktemp("story")
    story.bank_file(place)
    for name, data in (story.E_INVOICE, story.QUOTE):
        (place / name).write_bytes(data)
    (place / "clone").mkdir()
    with chdir(place / "clone"):
        for command, shown in consoles(CHAPTER):
            code, actual = said(command)
            assert missing(shown, actual) == [], f"{command}\n" + "\n".join(actual)
            ended_well = not any(word in line for line in shown for word in WRONG)
            assert (code == 0) == ended_well, f"{command}\n" + "\n".join(actual)
            if command.startswith("jjledger new"):
                story.write_rules(place / story.CODE)
                story.sign_contracts(place / story.CODE)
    return place / story.CODE


def test_what_is_typed_stands_in_the_handbook() -> None:
    for text in (story.RULES.strip(), *story.CONTRACTS.values(), story.STATEMENT):
        assert text in CHAPTER


def test_the_commands_come_to_the_same_books_as_the_browser(month: Path) -> None:
    assert story.booked(month) == list(story.BOOKED)
    assert bean_check(month / "main.beancount") == (0, "")


def test_the_month_is_closed_and_nothing_is_left_to_commit(month: Path) -> None:
    assert (month / "closed/2025-06.toml").is_file()
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=month, check=True, capture_output=True, text=True
    )
    assert status.stdout == ""


def test_the_top_up_is_one_amount_on_both_sides(month: Path) -> None:
    """Half of 2,535.21 is 1,267.605, half-up 1,267.61."""
    july = (month / "2025/2025-07.beancount").read_text("utf-8")
    assert july.count(" 1267.61 CNY") == july.count(" -1267.61 CNY") == 2


def test_what_is_printed_is_there(month: Path) -> None:
    printed = {path.suffix for path in (month / "private/print").iterdir()}
    assert {".pdf", ".html"} <= printed
    assert len(list((month / "private/print").glob("*vouchers.pdf"))) == 1
