"""Our plugin as stock beancount and stock Fava run it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from beancount.core import data
from fava.core import FavaLedger

from jjledger.books import plugin
from tests.ledgers import HEYUAN, SHIFAN, bean_check, copy_of, without_plugin


def load(folder: Path) -> tuple[list[Any], list[Any], dict[str, Any]]:
    loader.initialize(use_cache=False)
    return loader.load_file(str(folder / "main.beancount"))


@pytest.fixture
def heyuan(tmp_path: Path) -> Path:
    return copy_of(HEYUAN, tmp_path)


def test_on_sound_books_it_is_silent(heyuan: Path) -> None:
    assert load(heyuan)[1] == []
    assert bean_check(heyuan / "main.beancount") == (0, "")


def test_what_only_warns_is_no_error() -> None:
    # The decision on the small community's repair is not on file.
    assert bean_check(SHIFAN / "main.beancount") == (0, "")


def test_what_blocks_is_an_error_at_its_line(heyuan: Path) -> None:
    february = heyuan / "2025" / "2025-02.beancount"
    text = february.read_text(encoding="utf-8").replace('  decision: "2025-01"\n', "")
    february.write_text(text, encoding="utf-8")
    code, said = bean_check(heyuan / "main.beancount")
    assert code == 1
    assert said.startswith(f"{february}:1: ")
    assert "支出 300.00 元没有写明业主共同决定的编号。" in said
    (error,) = load(heyuan)[1]
    assert (error.source["filename"], error.source["lineno"]) == (str(february), 1)


def test_every_viewer_speaks_chinese_and_folds_deep_trees(heyuan: Path) -> None:
    entries, _, _ = load(heyuan)
    customs = [entry for entry in entries if isinstance(entry, data.Custom)]
    assert {entry.date for entry in customs} == {date(1970, 1, 1)}
    assert [(entry.type, *(value.value for value in entry.values)) for entry in customs] == [
        ("fava-option", "language", "zh"),
        ("fava-option", "locale", "zh_CN"),
        ("fava-option", "collapse-pattern", "^[^:]+:[^:]+:[^:]+$"),
        ("fava-option", "show-accounts-with-zero-balance", "false"),
        ("fava-extension", "jjledger.serve.fava_extension"),
    ]


def test_originals_become_documents_of_the_first_account(heyuan: Path) -> None:
    february = heyuan / "2025" / "2025-02.beancount"
    text = february.read_text(encoding="utf-8")
    missing = '  document: "../vouchers/2025-02-F0001.txt"\n  document-2: "../vouchers/none.pdf"\n'
    february.write_text(text.replace(missing.splitlines(keepends=True)[0], missing), encoding="utf-8")
    (document,) = [entry for entry in load(heyuan)[0] if isinstance(entry, data.Document)]
    assert document.filename == str(heyuan / "vouchers" / "2025-02-F0001.txt")
    assert (document.date, document.account) == (date(2025, 2, 10), "Expenses:1维修资金:5001维修支出")
    assert (document.meta["filename"], document.meta["lineno"]) == (str(february), 1)


def test_nothing_else_is_added(heyuan: Path) -> None:
    entries = [entry for entry in load(heyuan)[0] if not isinstance(entry, data.Custom | data.Document)]
    alone, _, _ = loader.load_file(str(without_plugin(heyuan, heyuan.parent)))
    assert [(type(entry), entry.date, entry.meta["lineno"]) for entry in entries] == [
        (type(entry), entry.date, entry.meta["lineno"]) for entry in alone
    ]


def test_the_files_beside_the_ledger_are_listed_and_nobodys_name(heyuan: Path) -> None:
    (heyuan / "private").mkdir()
    (heyuan / "private" / "owners.csv").write_text("household,name\n01-1-101,张三\n", encoding="utf-8")
    listed = load(heyuan)[2]["include"]
    beside = [str(heyuan / name) for name in ("community.toml", "register.csv", "details/2025-01-05.csv")]
    assert listed[-3:] == beside
    assert [path for path in listed[:-3] if not path.endswith(".beancount")] == []
    assert len(set(listed)) == len(listed)


def test_a_rate_table_of_the_communitys_own_is_listed_and_none_of_the_packages(heyuan: Path) -> None:
    settings = heyuan / "community.toml"
    text = settings.read_text(encoding="utf-8")
    pool = '{ method = "pool", management_share = "1/10", remainder = "largest" }'
    assert pool in text
    declared = '{ preset = "nanning", rates = "RATES", carried_over = "demand" }'
    for rates, listed in (("pboc", False), ("rates.csv", True)):
        (heyuan / "rates.csv").write_text("from,demand\n2015-10-24,0.35\n", encoding="utf-8")
        settings.write_text(text.replace(pool, declared.replace("RATES", rates)), encoding="utf-8")
        assert (str(heyuan / "rates.csv") in load(heyuan)[2]["include"]) == listed


@pytest.mark.parametrize(
    ("name", "line", "new", "words"),
    [
        ("register.csv", 3, "01-1-102,01,1,102,0.00,commercial,2500.00,2024-12-01", "建筑面积必须大于零"),
        ("community.toml", 4, 'region = "浙江"', "不是行政区划代码"),
    ],
)
def test_a_file_that_is_refused_is_an_error_at_its_line(
    heyuan: Path, name: str, line: int, new: str, words: str
) -> None:
    lines = (heyuan / name).read_text(encoding="utf-8").splitlines()
    lines[line - 1] = new
    (heyuan / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, said = bean_check(heyuan / "main.beancount")
    assert code == 1
    assert said.startswith(f"{heyuan / name}:{line}: ")
    assert words in said
    assert "Traceback" not in said
    # Listed all the same, so that whoever watches the files sees it mended.
    assert str(heyuan / name) in load(heyuan)[2]["include"]


@pytest.mark.parametrize("step", ["read_community", "read_books", "replay", "check_books", "_documents"])
def test_a_mistake_of_ours_is_an_error_with_a_place(
    heyuan: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        assert step == "", "purse below zero"

    monkeypatch.setattr(plugin, step, broken)
    entries, errors, options = load(heyuan)
    (error,) = errors
    assert (error.source["filename"], error.source["lineno"]) == (str(heyuan / "main.beancount"), 0)
    assert error.message.startswith("程序内部错误：AssertionError: purse below zero")
    assert sum(isinstance(entry, data.Transaction) for entry in entries) == 13
    assert str(heyuan / "register.csv") in options["include"]


def test_stock_fava_opens_the_private_book(heyuan: Path) -> None:
    ledger = FavaLedger(str(heyuan / "main.beancount"))
    assert ledger.errors == []
    assert ledger.fava_options.language == "zh"
    assert [pattern.pattern for pattern in ledger.fava_options.collapse_pattern] == ["^[^:]+:[^:]+:[^:]+$"]
    reports = {details.report_title for details in ledger.extensions.extension_details}
    assert reports == {"公示预览", "检查结果"}


def test_stock_fava_sees_the_register_mended(heyuan: Path) -> None:
    register = heyuan / "register.csv"
    good = register.read_text(encoding="utf-8")
    register.write_text(good.replace("100.00", "0.00"), encoding="utf-8")
    ledger = FavaLedger(str(heyuan / "main.beancount"))
    assert [error.source["filename"] for error in ledger.errors] == [str(register)]
    ledger.changed()
    register.write_text(good, encoding="utf-8")
    ledger.watcher.notify(register)
    assert ledger.changed()
    assert ledger.errors == []
