"""A new community's files: sound as they are, whatever its name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import load_ledger
from jjledger.books.starter import REGISTER_HEADING, Starter, starter_files
from tests.ledgers import bean_check

STARTER = Starter("新苑", "xinyuan", "3310", ("1234建行", "5678农行"), date(2025, 1, 1))


def lay_down(starter: Starter, place: Path) -> Path:
    folder = place / starter.code
    for name, data in starter_files(starter).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize("name", ["新苑", 'A "座" \\ B', "溪上·人家（Ⅱ期）𬍛", "'''", "{name}"])
def test_a_new_ledger_is_sound_and_keeps_its_name(tmp_path: Path, name: str) -> None:
    folder = lay_down(Starter(name, "xinyuan", "33", ("1", "2"), date(2025, 1, 1)), tmp_path)
    ledger = load_ledger(folder, date(2026, 12, 31))
    assert (ledger.findings, ledger.books.vouchers) == ((), ())
    assert ledger.books.community.name == name
    assert bean_check(folder / "main.beancount") == (0, "")


def test_the_next_january_needs_no_edit(tmp_path: Path) -> None:
    folder = lay_down(STARTER, tmp_path)
    (folder / "2026").mkdir()
    (folder / "2026" / "2026-01.beancount").write_text(
        '2026-01-05 ! "某单位" "某事"\n'
        "  Income:3公共收益:6001停车  -1.00 CNY\n  Assets:3公共收益:1001银行存款:5678农行  1.00 CNY\n",
        encoding="utf-8",
    )
    ledger = load_ledger(folder, date(2026, 1, 31))
    assert (ledger.findings, len(ledger.books.vouchers)) == ((), 1)


def test_two_funds_have_their_own_bank_and_chart(tmp_path: Path) -> None:
    ledger = load_ledger(lay_down(STARTER, tmp_path), date(2025, 6, 1))
    codes = {fund.code: set[str]() for fund in ledger.books.community.funds}
    for account in ledger.books.accounts.values():
        codes[account.fund].add(account.code)
    # 财会〔2020〕7号 附录一, as far as a fund of commercial housing needs it; and the common parts.
    assert codes == {
        "1维修资金": {"1001", "1901", "3001", "3101", "4001", "4101", "4102", "4201", "4301", "4901", "5001", "5101", "5901"},
        "3公共收益": {
            "1001", "1901", "3101", "6001", "6002", "6003", "6004", "6005", "6006", "6008", "6099",
            "6401", "6402", "6501", "6502", "6503", "6599",
        },
    }  # fmt: skip
    banks = {account.details for account in ledger.books.accounts.values() if account.code == "1001"}
    assert banks == {("1234建行",), ("5678农行",)}


def test_names_and_phones_never_get_into_a_repository() -> None:
    files = starter_files(STARTER)
    hidden = ["private/", "build/", "public", ".public*/", ".jjledger/"]
    assert files[".gitignore"].decode().splitlines() == hidden
    assert files["register.csv"].decode() == REGISTER_HEADING
    assert "name" not in REGISTER_HEADING
