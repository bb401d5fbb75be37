"""Ledgers of other people: every command takes them or refuses them in words, and leaves them as they are."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import click
import pytest

from jjledger.cli.main import jjledger, main
from tests.ledgers import SHIFAN, run

# What Fava's users put into ledgers, beyond what beancount's own example has.
FEATURES: Final = """
option "title" "Other people's"
option "operating_currency" "EUR"
option "render_commas" "TRUE"
plugin "beancount.plugins.auto_accounts"
pushtag #trip
2024-01-01 open Assets:Bank:Checking EUR, USD "STRICT"
2024-01-01 open Assets:Stock ACME "FIFO"
2024-01-01 open Equity:Opening
2024-01-02 commodity ACME
  name: "Acme Inc."
2024-01-02 pad Assets:Bank:Checking Equity:Opening
2024-01-05 balance Assets:Bank:Checking 1000.00 ~ 0.02 EUR
2024-02-01 * "Broker" "Buy" #invest ^order-1
  Assets:Stock  3 ACME {100.00 EUR, 2024-02-01, "lot"}
  Assets:Bank:Checking  -300.00 EUR
2024-02-03 txn "Shop" "Half a cent"
  Expenses:Food  10.005 EUR @ 1.10 USD
  Assets:Bank:Checking
2024-03-01 price ACME 120.00 EUR
2024-03-02 note Assets:Bank:Checking "called them"
2024-03-03 event "location" "Paris"
2024-03-04 query "food" "SELECT account, sum(position) WHERE account ~ 'Food'"
2024-03-05 document Assets:Bank:Checking "statement.pdf"
2024-03-06 custom "fava-option" "language" "fr"
2024-03-07 custom "budget" Expenses:Food "monthly" 100.00 EUR
poptag #trip
2024-12-31 close Assets:Stock
"""
# A value for whatever a command insists on; it never gets as far as looking at it.
_VALUES: Final[dict[str, str]] = {
    "日期": "2024-06-30", "date": "2024-06-30", "金额": "1.00", "integer": "1", "integer range": "1", "text": "01-1-101",
    "期间": "2024", "path": "x", "month": "2024-06",
}  # fmt: skip


def _commands(group: click.Group, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from _commands(command, (*words, name))
        else:
            yield (*words, name)


COMMANDS: Final = [*_commands(jjledger, ())]
# What keeps keys, the log, or how often a link was changed, in folders of the program's own.
KEEPING: Final = {
    ("publish",), ("log", "rotate"), ("log", "witness", "add"), ("key", "tenure"),
    ("link", "show"), ("link", "rotate"), ("link", "revoke"),
}  # fmt: skip
OWN: Final = {".jjledger", "private"}
LEDGER_FREE: Final = {("new",), ("doctor",), ("serve",)}


@pytest.fixture(scope="module", params=["example", "features", "broken", "dressed"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay down a ledger that is none of ours."""
    place = tmp_path_factory.mktemp(request.param) / "other"
    place.mkdir()
    text = FEATURES
    if request.param == "example":
        made = run("bean-example", "--seed", "1", "--date-begin", "2023-01-01", "--date-end", "2025-01-01")
        assert made.returncode == 0, made.stderr
        text = made.stdout
    elif request.param == "broken":
        text = "2024-13-01 * \x00 nonsense\n" + FEATURES[:300]
    elif request.param == "dressed":  # as one of ours, so that it is read to the end
        text = text.replace("beancount.plugins.auto_accounts", "jjledger.books.plugin")
        for name in ("community.toml", "register.csv"):
            (place / name).write_bytes((SHIFAN / name).read_bytes().replace(b'"shifan"', b'"other"'))
    (place / "main.beancount").write_text(text, encoding="utf-8")
    return place


def _command(words: tuple[str, ...]) -> click.Command:
    command: Any = jjledger
    for word in words:
        command = command.get_command(click.Context(command), word)
    return command


def _arguments(command: click.Command, folder: Path) -> Iterator[str]:
    """Give the ledger as the first argument, and something for everything that is required."""
    first = True
    for param in command.params:
        if isinstance(param, click.Argument):
            wanted = param.required or first
            if wanted:
                yield str(folder) if first else _value(param, folder)
            first = False
        elif param.required:
            yield from (param.opts[0], _value(param, folder))


def _value(param: click.Parameter, folder: Path) -> str:
    kind = param.type
    if isinstance(kind, click.Choice):
        return str(kind.choices[0])
    if isinstance(kind, click.Path):
        return str(folder / "main.beancount")
    return _VALUES.get(kind.name, "01-1-101")


@pytest.mark.parametrize("words", [one for one in COMMANDS if one not in LEDGER_FREE], ids=" ".join)
def test_every_command_is_polite(
    folder: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An exit code of 0 to 2, words, no trace, and not a byte changed."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    idle = SimpleNamespace(serve=lambda: None, stop=lambda: None)
    monkeypatch.setattr("jjledger.serve.server.server", lambda *_: idle)
    monkeypatch.chdir(folder.parent)
    monkeypatch.setattr(sys, "argv", ["jjledger", *words, *_arguments(_command(words), folder)])
    monkeypatch.setattr(sys, "stdin", io.StringIO("x\n" * 9))
    with pytest.raises(SystemExit) as stopped:
        main()
    said = capsys.readouterr()
    assert stopped.value.code in {0, 1, 2}
    assert "Traceback" not in said.out + said.err
    assert stopped.value.code == 0 or (said.out + said.err).strip()
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    if words in KEEPING:
        before, after = (
            {path: data for path, data in files.items() if OWN.isdisjoint(path.relative_to(folder).parts)}
            for files in (before, after)
        )
    assert after == before


def test_there_is_something_to_try() -> None:
    assert len(COMMANDS) > 40
