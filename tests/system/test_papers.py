"""Statements, notices and ledger cards by command: what is written where, and what is refused."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path

import pytest

from tests.ledgers import HEYUAN, copy_of, replace_once, run
from tests.unit.render.paper import sheets

TODAY = ("--today", "2026-01-31")
JUNE = ("--year", "2025", "--month", "6", *TODAY)


@pytest.fixture
def heyuan(tmp_path: Path) -> Path:
    return copy_of(HEYUAN, tmp_path)


def _rows(path: Path) -> dict[str, list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row[0]: row[1:] for row in csv.reader(file)}


def test_the_statements_of_a_month(heyuan: Path) -> None:
    done = run("jjledger", "statements", heyuan, *JUNE)
    assert (done.returncode, done.stderr) == (0, "")
    folder = heyuan / "build/statements/2025-06"
    assert sorted(done.stdout.splitlines()) == sorted(str(path) for path in folder.iterdir())
    assert {path.suffix for path in folder.iterdir()} == {".html", ".pdf", ".json", ".csv", ".xlsx"}
    # 7,500.00 deposited, 300.00 spent and 9.00 distributed; 10.00 + 200.00 - 9.00 are undistributed.
    sheet = _rows(folder / "01-balance-sheet.csv")
    assert sheet["商品住宅维修资金"] == ["0.00", "7209.00", "0.00", "0.00", "0.00", "7209.00"]
    assert sheet["待分配累计收益"][1] == "201.00"
    # 2,000.00 of an owner and 1,000.00 of the selling unit were brought in.
    assert (sheet["其中：业主"][3], sheet["其中：售房单位"][3]) == ("2000.00", "1000.00")
    income = _rows(folder / "02-income-statement.csv")
    assert income["三、本期收支差额"] == ["200.00", "0.00", "200.00", "7410.00", "0.00", "7410.00"]
    with (folder / "ties.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row[-1] for row in list(csv.reader(file))[1:]} == {"一致"}


def test_only_the_forms_asked_for_and_where(heyuan: Path, tmp_path: Path) -> None:
    done = run("jjledger", "statements", heyuan, *JUNE, "--format", "json", "--to", tmp_path / "out")
    assert done.stdout == f"{tmp_path / 'out/statements.json'}\n"
    page = json.loads((tmp_path / "out/statements.json").read_text(encoding="utf-8"))
    assert [one["form"] for one in page["statements"]] == ["会住维01表", "会住维02表", "附表"]


def test_a_balance_that_nobody_vouched_for_is_named(heyuan: Path) -> None:
    done = run("jjledger", "statements", heyuan, "--year", "2025", "--month", "5", "--format", "csv", *TODAY)
    assert done.returncode == 0
    assert (
        "注意：维修资金银行存款 = 银行对账单（2025年5月31日）：未核对：没有人核对过 1234建行 当日的余额。"
        in done.stderr
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--year", "2025"), "2025年度还没有结束，或者账还没有记到 2025-12-31。"),
        (("--year", "2026", "--month", "1"), "2026年1月还没有结束，或者账还没有记到 2026-01-31。"),
        (("--year", "2024"), "2024年度还没有账，账从 2025-01-05 开始。"),
        (("--year", "1"), "1年度还没有账，账从 2025-01-05 开始。"),
    ],
)
def test_a_period_that_is_not_entered_has_no_statements(
    heyuan: Path, asked: tuple[str, ...], said: str
) -> None:
    done = run("jjledger", "statements", heyuan, *asked, *TODAY)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not (heyuan / "build").exists()


def test_the_notices_of_a_use_are_one_pile_that_only_the_accountant_opens(heyuan: Path) -> None:
    done = run("jjledger", "fund", "notices", heyuan, "2025-01", *TODAY)
    assert (done.returncode, done.stderr) == (0, "")
    folder = heyuan / "private/print/heyuan-share-notice-2025-01-20260131"
    assert done.stdout.splitlines() == [
        str(folder),
        "  heyuan-share-notice-2025-01-20260131.pdf  01幢1单元101室 至 01幢1单元102室，2 份",
        # 200.00 and 100.00 of 300.00
        "维修资金分摊通知单：2 份，应分摊合计 300.00 元，与账簿核对一致。",
    ]
    assert [path.suffix for path in sorted(folder.iterdir())] == [".csv", ".pdf", ".xlsx", ".html", ".pdf"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_notice_each_and_for_one_house_alone(heyuan: Path) -> None:
    each = run("jjledger", "fund", "notices", heyuan, "2025-02-F0001", "--each", *TODAY)
    folder = Path(each.stdout.splitlines()[0])
    assert sorted(path.name for path in folder.glob("*-01-*.pdf")) == [
        f"heyuan-share-notice-2025-02-F0001-20260131-01-1-10{number}.pdf" for number in (1, 2)
    ]
    one = run("jjledger", "fund", "notices", heyuan, "2025-01", "--household", "01-1-101", "--json", *TODAY)
    # 300.00 × 100.00 ÷ 150.00 m²
    (notice,) = json.loads(one.stdout)
    assert (notice["share_fen"], notice["head"]["household"]) == (200_00, "01-1-101")
    assert (notice["sharer_count"], notice["shared_fen"], notice["head"]["until"]) == (
        2,
        300_00,
        "2026-02-15",
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("2025-99",), "账上没有「2025-99」的维修支出。"),
        (("2025-01", "--household", "02-1-201"), "02-1-201 没有分摊「更换门禁」。"),
    ],
)
def test_what_nobody_bears_has_no_notice(heyuan: Path, asked: tuple[str, ...], said: str) -> None:
    done = run("jjledger", "fund", "notices", heyuan, *asked, *TODAY)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (heyuan / "private/print").exists()


def test_a_ledger_card_of_a_house_and_of_a_selling_unit(heyuan: Path) -> None:
    home = run("jjledger", "fund", "card", heyuan, "01-1-101", "--from", "2025-02-01", *TODAY)
    assert [Path(line).name for line in home.stdout.splitlines()] == [
        f"heyuan-01-1-101-card-20260131.{kind}" for kind in ("html", "pdf", "csv", "xlsx")
    ]
    unit = json.loads(run("jjledger", "fund", "card", heyuan, "selling_unit:01", "--json", *TODAY).stdout)
    assert (unit["house"], unit["total"]["balance_fen"]) == ("售房单位01", 1000_00)


def test_a_selling_unit_has_a_statement_of_its_own(heyuan: Path) -> None:
    done = run(
        "jjledger", "statement", heyuan, "--household", "selling_unit:01", "--period", "2025-H1", *TODAY
    )
    assert done.returncode == 0
    assert {Path(line).stem for line in done.stdout.splitlines()} == {"heyuan-selling-unit-01-2025-H1"}


H1 = ("--year", "2025-H1", *TODAY)


def test_the_statements_of_everybody_are_one_pile_that_comes_to_the_books(heyuan: Path) -> None:
    done = run("jjledger", "statement", heyuan, "--all", *H1)
    assert (done.returncode, done.stderr) == (0, "")
    folder = heyuan / "private/print/heyuan-statements-2025-H1"
    # 7,209.00 of the owners, 2,000.00 of an owner and 1,000.00 of the selling unit of sold public housing
    assert done.stdout.splitlines()[-1] == "分户对账单：4 份，余额合计 10,209.00 元，与账簿核对一致。"
    assert sorted(path.name for path in folder.iterdir()) == [
        "heyuan-statements-2025-H1-list.csv", "heyuan-statements-2025-H1-list.pdf",
        "heyuan-statements-2025-H1-list.xlsx", "heyuan-statements-2025-H1.pdf",
    ]  # fmt: skip
    cover, *papers = sheets((folder / "heyuan-statements-2025-H1.pdf").read_bytes())
    assert "4份，余额合计¥10,209.00" in cover
    houses = ("01幢1单元101室", "01幢1单元102室", "02幢1单元201室", "售房单位01")
    for paper, house, balance in zip(
        papers, houses, ("4,806.00", "2,403.00", "2,000.00", "1,000.00"), strict=True
    ):
        assert f"和苑{house}" in paper
        assert f"¥{balance}" in paper
    (listed,) = sheets((folder / "heyuan-statements-2025-H1-list.pdf").read_bytes())
    for sum_of_a_fund in ("7,209.007,209.00一致", "3,000.003,000.00一致"):
        assert sum_of_a_fund in listed


def test_a_file_each_is_made_again_only_where_it_changed(heyuan: Path) -> None:
    asked = (
        "jjledger",
        "statement",
        heyuan,
        "--all",
        "--each",
        "--format",
        "csv",
        "--format",
        "html",
        *H1,
        "--json",
    )
    first = json.loads(run(*asked).stdout)
    assert (first["papers"], first["made"], first["kept"], first["amount_fen"]) == (4, 4, 0, 10_209_00)
    assert json.loads(run(*asked).stdout)["kept"] == 4
    folder = Path(first["folder"])
    assert _rows(folder / "heyuan-01-1-101-2025-H1.csv")["2025-02-10"][:3] == [
        "2025-02 付-0001",
        "更换门禁",
        "-200.00",
    ]
    replace_once(heyuan, "community.toml", 'name   = "和苑"', 'name   = "新和苑"')
    assert json.loads(run(*asked).stdout)["made"] == 4


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "请写明哪一户"),
        (("--all", "--household", "01-1-101"), "两样不能都写"),
        (("--all", "--format", "csv"), "合成一份的只有 html 和 pdf。"),
        (("--all", "--fund", "9"), "9"),
        (("--all", "--to", "{ledger}/print"), "除 private 以外的文件都会进版本库"),
    ],
)
def test_a_run_that_cannot_be_is_refused(heyuan: Path, asked: tuple[str, ...], said: str) -> None:
    done = run("jjledger", "statement", heyuan, *(word.format(ledger=heyuan) for word in asked), *H1)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not (heyuan / "private").exists()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("01-1-109",), "登记册里没有房屋 01-1-109。"),
        (("01-1-101", "--from", "2026-02-01"), "2026-02-01 在 2026-01-31 之后。"),
    ],
)
def test_a_card_that_cannot_be_is_refused(heyuan: Path, asked: tuple[str, ...], said: str) -> None:
    done = run("jjledger", "fund", "card", heyuan, *asked, *TODAY)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_papers_of_households_stay_out_of_the_ledger_and_of_the_site(heyuan: Path) -> None:
    before = run("jjledger", "check", heyuan, *TODAY).stdout
    run("jjledger", "fund", "card", heyuan, "01-1-101", *TODAY)
    run("jjledger", "statements", heyuan, *JUNE)
    assert run("jjledger", "check", heyuan, *TODAY).stdout == before
