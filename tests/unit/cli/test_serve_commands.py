"""`serve` and `edit`: what they start, for whom, and what they say where they cannot."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from jjledger.cli.serve_commands import edit, serve
from jjledger.errors import LedgerNotFoundError, OptionError
from jjledger.serve import server, site
from tests.ledgers import copy_of, district

CASE = Path(__file__).parents[2] / "cases" / "heyuan"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Keep what would be served instead of serving it."""
    calls: list[tuple[Any, ...]] = []
    monkeypatch.setattr(server, "run", lambda *args: calls.append(args))
    monkeypatch.setattr("jjledger.serve.editor.run_server", lambda *args: calls.append(args))
    return calls


@pytest.fixture
def hosts(monkeypatch: pytest.MonkeyPatch) -> list[frozenset[str]]:
    """Keep the names that the site will answer to."""
    kept: list[frozenset[str]] = []
    stock: Callable[..., Any] = site.application

    def noted(public: Path, names: frozenset[str]) -> object:
        kept.append(names)
        return stock(public, names)

    monkeypatch.setattr(site, "application", noted)
    return kept


def test_serve_listens_on_this_machine_only(
    tmp_path: Path, run: list[tuple[Any, ...]], hosts: list[frozenset[str]]
) -> None:
    told = CliRunner().invoke(serve, ["--public", str(tmp_path)])
    assert told.output == "http://127.0.0.1:5000/   按 Ctrl+C 结束。\n"
    assert [call[1:] for call in run] == [("127.0.0.1", 5000)]
    assert hosts == [frozenset({"127.0.0.1:5000", "localhost:5000", "[::1]:5000"})]


def test_serve_answers_to_further_names_when_told(
    tmp_path: Path, run: list[tuple[Any, ...]], hosts: list[frozenset[str]]
) -> None:
    asked = ["--public", str(tmp_path), "--host", "::1", "--port", "80", "--allow-host", "a.example"]
    told = CliRunner().invoke(serve, [*asked, "--allow-host", "b.example"])
    assert told.output.startswith("http://[::1]:80/ ")
    assert [call[1:] for call in run] == [("::1", 80)]
    assert {"a.example", "b.example", "b.example:80", "[::1]:80"} <= hosts[0]


def test_serve_says_how_to_publish_where_nothing_is(tmp_path: Path) -> None:
    told = CliRunner().invoke(serve, ["--public", str(tmp_path / "public")])
    assert isinstance(told.exception, OptionError)
    assert "jjledger publish --to" in str(told.exception)


@pytest.mark.parametrize("file", ["", "main.beancount"])
def test_edit_opens_one_community_on_this_machine_only(
    tmp_path: Path, run: list[tuple[Any, ...]], file: str
) -> None:
    place = copy_of(CASE, tmp_path) / file
    told = CliRunner().invoke(edit, [str(place), "--port", "5009"])
    here = "http://127.0.0.1:5009/"
    assert told.output == f"会计工作台 {here}desk/   Fava {here}   按 Ctrl+C 结束。\n"
    assert run[0][1:3] == ("127.0.0.1", 5009)


def test_edit_opens_every_community_of_a_district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[Any, ...]] = []
    monkeypatch.setattr("jjledger.serve.editor.run", lambda *args: opened.append(args))
    told = CliRunner().invoke(edit, [str(district(tmp_path))])
    assert told.exception is None
    ((folders, port, _, site),) = opened
    assert site == Path.cwd() / "public"
    assert (folders, port) == ([tmp_path / "shifan", tmp_path / "heyuan"], 5001)


def test_edit_says_what_to_write_where_no_ledger_is(tmp_path: Path) -> None:
    told = CliRunner().invoke(edit, [str(tmp_path)])
    assert isinstance(told.exception, LedgerNotFoundError)
