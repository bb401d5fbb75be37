"""`jjledger fund deposit` on a copy of a community: preview, writing, and batches that are refused whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.ledgers import HEYUAN, bean_check, copy_of, run

TODAY = ("--today", "2025-08-20")
WRITE = ("--date", "2025-08-01", "--prepared", "甲", "--reviewed", "乙", "--write")
STANDARD = '[[fund.deposit_standard]]\nfrom = 2020-01-01\nper_m2 = "65.05"\nreason = "公告"\n'
NEW_HOUSES = (
    "01-1-103,01,1,103,89.51,commercial,0.00,,,,owner\n"
    "01-1-104,01,1,104,50.00,commercial,0.00,,,,developer\n"
    "03-1-101,03,1,101,60.00,commercial,0.00,,,2025-06-30,owner\n"
)


@pytest.fixture
def heyuan(tmp_path: Path) -> Path:
    """Give a community with a standard, two new houses, one of them unsold, and one that is gone."""
    register = (HEYUAN / "register.csv").read_text(encoding="utf-8")
    head, *rows = register.splitlines()
    text = "\n".join([f"{head},from,until,owner_kind", *(f"{row},,," for row in rows)]) + f"\n{NEW_HOUSES}"
    settings = (HEYUAN / "community.toml").read_text(encoding="utf-8")
    settings = settings.replace('\n[[fund]]\ncode = "2公', f'\n{STANDARD}\n[[fund]]\ncode = "2公')
    return copy_of(HEYUAN, tmp_path, {"register.csv": text, "community.toml": settings})


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def batch(folder: Path, *rows: str, head: str = "房屋编号,金额,票据号") -> Path:
    path = folder.parent / "batch.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="gb18030")
    return path


def shown(*command: str | Path) -> dict[str, Any]:
    done = run("jjledger", "fund", "deposit", *command, *TODAY, "--json")
    assert done.returncode == 0, done.stderr + done.stdout
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def refused(*command: str | Path) -> str:
    done = run("jjledger", "fund", "deposit", *command, *TODAY)
    assert done.returncode == 2, done.stdout
    return done.stderr


def test_one_household_is_previewed_and_written(heyuan: Path) -> None:
    before = bytes_of(heyuan)
    arguments = (heyuan, "--household", "01-1-101", "--amount", "1,000.50", "--receipt", "P-1")
    found = shown(*arguments)
    assert (found["total"], found["written"], found["numbers"]) == ("1000.50", False, ["收-0001"])
    assert bytes_of(heyuan) == before, "a preview writes nothing"
    shown(*arguments, *WRITE)
    text = (heyuan / "2025" / "2025-08.beancount").read_text(encoding="utf-8")
    assert '  receipt: "P-1"\n' in text
    assert '  Income:1维修资金:4001交存收入  -1000.50 CNY\n    household: "01-1-101"\n' in text
    assert bean_check(heyuan / "main.beancount") == (0, "")


def test_a_batch_is_one_voucher_with_its_receipts(heyuan: Path) -> None:
    path = batch(heyuan, "1幢1单元101室,100.00,7001", "01-1-102,200.00,7002", "合计,300.00,")
    shown(heyuan, "--file", path, "--payer", "某开发公司", *WRITE)
    detail = (heyuan / "details" / "2025-08-01-1.csv").read_bytes()
    assert detail == b"household,amount,receipt\n01-1-101,100.00,7001\n01-1-102,200.00,7002\n"
    text = (heyuan / "2025" / "2025-08.beancount").read_text(encoding="utf-8")
    assert text.startswith('2025-08-01 * "某开发公司" "交存维修资金"\n')
    assert bean_check(heyuan / "main.beancount") == (0, "")
    words = refused(heyuan, "--file", path, *WRITE)
    assert "票据号 7001 已经用过，在 details/2025-08-01-1.csv:2" in words, "the same batch again is refused"


def test_a_batch_of_three_with_a_duplicate_leaves_every_byte_as_it_was(heyuan: Path) -> None:
    before = bytes_of(heyuan)
    path = batch(heyuan, "01-1-101,100.00,1", "01-1-102,200.00,2", "1-1-101,100.00,3")
    words = refused(heyuan, "--file", path, *WRITE)
    assert "batch.csv 第 4 行" in words
    assert "房屋 01-1-101 在这批里有两行，另一行在 batch.csv 第 2 行" in words
    assert bytes_of(heyuan) == before


def test_public_housing_and_its_selling_unit(heyuan: Path) -> None:
    found = shown(heyuan, "--household", "02-1-201", "--amount", "5.00")
    assert found["fund"] == "2公房维修资金", "the fund is the household's"
    unit = (heyuan, "--selling-unit", "01", "--amount", "500.00")
    assert "没有售房单位" in refused(*unit)
    shown(*unit, "--fund", "2公房维修资金", *WRITE)
    text = (heyuan / "2025" / "2025-08.beancount").read_text(encoding="utf-8")
    assert '"售房单位" "售房款中提取维修资金"' in text
    assert '  Income:2公房维修资金:4001交存收入  -500.00 CNY\n    selling_unit: "01"\n' in text
    assert "open Income:2公房维修资金:4001交存收入 CNY" in (heyuan / "chart.beancount").read_text(
        encoding="utf-8"
    )
    assert bean_check(heyuan / "main.beancount") == (0, "")


def test_a_workbook_as_a_bank_writes_it(heyuan: Path) -> None:
    """5818.80 + 1,000.05 + 0.30 = 6819.15, as the total says."""
    path = heyuan.parent / "交款.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("明细")
    sheet.merge_range("A1:D1", "某银行代收维修资金明细")
    sheet.write_row("A3", ["序号", "房屋编号", "交存金额（元）", "票据号"])
    sheet.write_row("A4", [1, "０１－１－１０１", 5818.8, "1001"])
    sheet.write_row("A5", [2, "1幢1单元102室", "１，０００．０５", "1002"])
    sheet.write_row("A6", [3, "01-1-103"])
    sheet.write_formula("C6", "=0.1+0.2", None, 0.1 + 0.2)
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.write_row("A8", ["合计", "", 6819.15])
    sheet.write_row("A9", ["复核：某某", "", "", "打印日期：2025-07-31"])
    book.close()
    found = shown(heyuan, "--file", path)
    assert [(row["household"], row["amount"], row["receipt"]) for row in found["households"]] == [
        ("01-1-101", "5818.80", "1001"), ("01-1-102", "1000.05", "1002"), ("01-1-103", "0.30", ""),
    ]  # fmt: skip
    assert found["total"] == "6819.15"


def test_a_formula_that_nobody_has_computed_is_no_amount(heyuan: Path) -> None:
    path = heyuan.parent / "交款.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row("A1", ["房屋编号", "金额"])
    sheet.write_string("A2", "01-1-101")
    sheet.write_formula("B2", "=89.52*65")  # without a value XlsxWriter saves 0
    book.close()
    words = refused(heyuan, "--file", path)
    assert "的交存额 0.00 元不大于零" in words
    assert "请在 Excel 里重新计算并保存" in words


def test_the_same_batch_without_receipts_is_not_booked_twice(heyuan: Path) -> None:
    path = batch(heyuan, "01-1-101,100.00,")
    shown(heyuan, "--file", path, *WRITE)
    assert "房屋 01-1-101 在 2025-08-01 已经记过同样的 100.00 元" in refused(heyuan, "--file", path, *WRITE)
    shown(heyuan, "--file", path, "--date", "2025-08-02")
    done = run(
        "jjledger",
        "voucher",
        "reverse",
        heyuan,
        "2025-08-S0001",
        *TODAY,
        "--date",
        "2025-08-03",
        *WRITE[2:],
        "--json",
    )
    assert done.returncode == 0, done.stderr
    shown(heyuan, "--file", path, *WRITE)  # what was undone may be booked again


def test_a_house_that_a_spreadsheet_took_for_a_day_is_explained(heyuan: Path) -> None:
    path = batch(heyuan, "2001/1/10,100.00,", "1月10日,100.00,")
    words = refused(heyuan, "--file", path)
    assert "「2001/1/10」是电子表格把房号改成的日期" in words
    assert "「1月10日」是电子表格把房号改成的日期" in words


def test_everything_wrong_with_a_batch_is_said_at_once(heyuan: Path) -> None:
    path = batch(
        heyuan,
        "01-1-101,100.00,5,100.00",
        "09-1-101,100.00,6,",
        "02-1-201,100.00,7,",
        "03-1-101,100.00,8,",
        "01-1-102,0.00,5,50.01",
        head="房屋编号,金额,票据号,建筑面积",
    )
    words = refused(heyuan, "--file", path)
    assert [line for line in words.splitlines() if line.startswith("batch.csv")] == [
        "batch.csv 第 3 行: 不能记账", "batch.csv 第 4 行: 不能记账", "batch.csv 第 5 行: 不能记账",
        "batch.csv 第 6 行: 不能记账", "batch.csv 第 6 行: 不能记账", "batch.csv 第 6 行: 不能记账",
    ]  # fmt: skip
    for expected in (
        "登记册里没有房屋「09-1-101」", "02-1-201 不属于 1维修资金", "03-1-101 在 2025-08-20 不在登记册里",
        "0.00 元不大于零", "面积 50.01 与登记册的 50.00 不同", "票据号 5 已经用过，在 batch.csv 第 2 行",
    ):  # fmt: skip
        assert expected in words


def test_first_deposits_are_area_times_standard_for_those_who_have_paid_nothing(heyuan: Path) -> None:
    """89.51 m² × 65.05 = 5822.6255, half-up 5822.63; 50.00 m² × 65.05 = 3252.50."""
    found = shown(heyuan, "--first")
    assert found["households"] == [
        {"household": "01-1-103", "amount": "5822.63", "due": "5822.63", "receipt": ""}
    ]
    assert found["passed_over"] == ["01-1-101", "01-1-102"]
    assert found["register_differs"] == ["01-1-103"]
    voucher = found["vouchers"][0]
    assert 'basis: "台州市物业管理条例第51条"' in voucher
    assert 'standard: "65.05 元/平方米，自 2020-01-01"' in voucher
    # printf '01-1-103,89.51\n' | sha256sum
    assert 'areas: "sha256:57888e27831495cd03a5f8b19b4b01a7c61865b844256b141f58b41765798fd6"' in voucher
    unsold = shown(heyuan, "--first", "--payer", "developer", "--receipt-from", "K009")
    assert unsold["households"] == [
        {"household": "01-1-104", "amount": "3252.50", "due": "3252.50", "receipt": "K009"}
    ]
    assert '"开发建设单位" "未售房屋首期交存"' in unsold["vouchers"][0]


def test_first_deposits_of_a_scope_and_without_a_standard(heyuan: Path) -> None:
    assert "范围里的「03」在 2025-08-20 一户也没有" in refused(heyuan, "--first", "--scope", "03")
    toml = heyuan / "community.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace(STANDARD, ""), encoding="utf-8")
    assert "1 户在 2025-08-20 没有生效的首期交存标准：01-1-103" in refused(heyuan, "--first")


def test_a_first_deposit_that_is_not_what_was_due_is_named_and_needs_a_word(heyuan: Path) -> None:
    path = batch(heyuan, "01-1-101,1.00,", "01-1-103,5822.62,")
    found = shown(heyuan, "--file", path)
    assert found["differing"] == ["01-1-103"]
    words = refused(heyuan, "--file", path, *WRITE)
    assert "01-1-103  实交 5,822.62  应交 5,822.63  相差 -0.01" in words
    assert not (heyuan / "details" / "2025-08-01-1.csv").exists()
    assert shown(heyuan, "--file", path, "--as-paid", *WRITE)["written"] is True


def test_receipts_run_on_from_a_number(heyuan: Path) -> None:
    path = batch(heyuan, "01-1-101,1.00", "01-1-102,2.00", head="房屋编号,金额")
    shown(heyuan, "--file", path, "--receipt-from", "NO.0099", *WRITE)
    detail = (heyuan / "details" / "2025-08-01-1.csv").read_text(encoding="utf-8")
    assert [line.split(",")[2] for line in detail.splitlines()] == ["receipt", "NO.0099", "NO.0100"]
    assert "数不出 2 个" in refused(heyuan, "--file", path, "--receipt-from", "99")
    assert "B18" in refused(heyuan, "--file", path, "--receipt-from", "NO.0100")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "没有写明谁交"),
        (("--household", "01-1-101"), "没有写明谁交"),
        (("--first", "--amount", "1"), "没有写明谁交"),
        (("--first", "--receipt", "1"), "没有写明谁交"),
        (("--household", "01-1-101", "--amount", "1", "--scope", "01"), "没有写明谁交"),
        (("--household", "01-1-101", "--amount", "0"), "应大于零"),
        (("--household", "01-1-101", "--amount", "1.005"), "不是至多两位小数的金额"),
        (("--household", "01-1-109", "--amount", "1"), "没有房屋「01-1-109」"),
        (("--household", "01-1-101", "--amount", "1", "--payer", "developer"), "不是未售房屋：01-1-101"),
        (("--household", "01-1-101", "--amount", "1", "--bank", "农行"), "请写  --bank 1234建行"),
    ],
)
def test_what_makes_no_sense(heyuan: Path, arguments: tuple[str, ...], words: str) -> None:
    assert words in refused(heyuan, *arguments)
