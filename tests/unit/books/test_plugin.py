"""A fault of our own in the plugin is told in words and never passes for sound books."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from beancount import loader

from jjledger.books import plugin
from jjledger.books.ledger import load_ledger
from jjledger.errors import BooksError
from tests.cases.changes import SOUND


def _fail(*_: object) -> None:
    raise ZeroDivisionError("a fault of ours")


@pytest.mark.parametrize("step", ["read_books", "replay", "check_books"])
def test_books_whose_checks_broke_off_are_not_sound(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugin, step, _fail)
    with pytest.raises(BooksError, match="程序内部错误：ZeroDivisionError"):
        load_ledger(SOUND, date(2025, 8, 20))


def test_beancount_shows_a_fault_as_an_error_with_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugin, "check_books", _fail)
    main = SOUND / "main.beancount"
    _, errors, _ = loader.load_file(str(main))
    assert [error.source["filename"] for error in errors] == [str(main)]
    assert "账本没有被改动" in errors[0].message


def test_settings_that_are_refused_become_an_error_with_place(tmp_path: Path) -> None:
    folder = tmp_path / "heyuan"
    shutil.copytree(SOUND, folder)
    (folder / "community.toml").write_text("name = 1\n", encoding="utf-8")
    _, errors, _ = loader.load_file(str(folder / "main.beancount"))
    assert [error.message.splitlines()[0] for error in errors] == [f"{folder / 'community.toml'}:1: 错误"]


def test_what_viewers_need_is_added_and_nothing_else_changes() -> None:
    entries, errors, options = loader.load_file(str(SOUND / "main.beancount"))
    assert errors == []
    added = {entry.values[0].value for entry in entries if type(entry).__name__ == "Custom"}
    assert added >= {"language", "collapse-pattern", "jjledger.serve.fava_extension"}
    documents = [entry.filename for entry in entries if type(entry).__name__ == "Document"]
    assert documents == [str(SOUND / "vouchers" / "2025-02-F0001.txt")]
    beside = {Path(path).name for path in options["include"]}
    assert beside >= {"community.toml", "register.csv", "2025-01-05.csv"}
