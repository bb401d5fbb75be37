"""`jjledger voucher … --invoice` and `jjledger invoice`: read, booked once, in instalments, undone, refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ledgers import HEYUAN, copy_of, run
from tests.unit.intake.test_invoice_file import DIGITAL
from tests.voucher_commands import SIGNED, TODAY, refused, said, shown, sound

NUMBER = "25332000000012345678"
SELLER = "某电梯（浙江）公司"
LIFT = ("--narration", "电梯维保", "--credit", "3456农行", "--attachments", "1", "--date", "2025-07-31")


def pays(yuan: str) -> tuple[str, ...]:
    return (*LIFT, "--debit", f"Expenses:3公共收益:6501补充维修资金={yuan}")


@pytest.fixture
def heyuan(tmp_path: Path) -> Path:
    return copy_of(HEYUAN, tmp_path)


@pytest.fixture
def invoice(tmp_path: Path) -> Path:
    path = tmp_path / "发票.xml"
    path.write_text(DIGITAL, "utf-8")
    return path


def test_a_file_names_payee_number_and_total_and_becomes_an_original(heyuan: Path, invoice: Path) -> None:
    done = shown(heyuan, "new", *pays("1200"), "--invoice", invoice, *SIGNED)
    text = done["vouchers"][0]
    assert f'"{SELLER}" "电梯维保"' in text
    assert f'  invoice: "{NUMBER}"\n  invoice-total: "1200.00"\n' in text
    (paper,) = done["documents"]
    assert (heyuan / paper).read_text("utf-8") == DIGITAL
    sound(heyuan)


def test_instalments_are_booked_up_to_the_total_and_not_a_fen_more(heyuan: Path, invoice: Path) -> None:
    shown(heyuan, "new", *pays("700"), "--invoice", invoice, *SIGNED)
    words = refused(heyuan, "new", *pays("500.01"), "--invoice", invoice, *SIGNED)
    assert "价税合计是 1,200.00 元，入账 1,200.01 元" in words
    shown(heyuan, "new", *pays("500"), "--payee", SELLER, "--invoice", NUMBER, *SIGNED)
    assert "多出 0.01 元" in refused(heyuan, "new", *pays("0.01"), "--invoice", invoice, *SIGNED)
    sound(heyuan)


def test_a_typed_number_is_booked_once_unless_its_total_is_written(heyuan: Path) -> None:
    typed = ("--payee", "某公司", "--invoice")
    shown(heyuan, "new", *pays("50"), *typed, "2533 2000 0000 9999 9999", *SIGNED)
    assert "又记了一次" in refused(heyuan, "new", *pays("50"), *typed, "25332000000099999999", *SIGNED)
    shown(heyuan, "new", *pays("50"), *typed, "25332000000099999999=100.00", *SIGNED)
    sound(heyuan)


def test_a_reversal_frees_the_invoice_and_a_correction_keeps_it(heyuan: Path, invoice: Path) -> None:
    first = shown(heyuan, "new", *pays("1200"), "--invoice", invoice, *SIGNED)["numbers"][0]
    key = f"2025-07-F{first[2:]}"
    right = shown(heyuan, "correct", key, "--narration", "写清楚", "--date", "2025-08-01", *SIGNED)
    assert f'invoice: "{NUMBER}"' in right["vouchers"][1]
    assert "入账 2,400.00 元" in refused(heyuan, "new", *pays("1200"), "--invoice", invoice, *SIGNED)
    shown(heyuan, "reverse", f"2025-08-F{right['numbers'][1][2:]}", "--date", "2025-08-02", *SIGNED)
    shown(heyuan, "new", *pays("1200"), "--invoice", invoice, *SIGNED)
    sound(heyuan)


def test_another_payee_is_refused(heyuan: Path, invoice: Path) -> None:
    words = refused(heyuan, "new", *pays("1200"), "--payee", "某物业公司", "--invoice", invoice, *SIGNED)
    assert f"销售方是「{SELLER}」，凭证上的单位是「某物业公司」" in words
    shown(heyuan, "new", *pays("100"), "--invoice", invoice, *SIGNED)
    words = refused(heyuan, "new", *pays("100"), "--payee", "某物业公司", "--invoice", NUMBER, *SIGNED)
    assert f"记给「{SELLER}」，这里的单位是「某物业公司」" in words


def test_a_draft_is_confirmed_with_its_invoice_and_not_with_a_strangers(heyuan: Path, invoice: Path) -> None:
    draft = heyuan / "2025/2025-07.beancount"
    place = "2025/2025-07.beancount:1"
    assert place.split(":", maxsplit=1)[0] in str(draft)
    account = ("--account", "5901其他支出", "--invoice")
    words = refused(heyuan, "confirm", place, *account, invoice, *SIGNED)
    assert "凭证上的单位是「某电梯公司」" in words
    done = shown(heyuan, "confirm", place, *account, invoice, "--payee", SELLER, *SIGNED)
    assert f'invoice: "{NUMBER}"' in done["vouchers"][0]
    sound(heyuan)


def test_an_invoice_among_the_papers_is_read_and_other_xml_is_filed(
    heyuan: Path, invoice: Path, tmp_path: Path
) -> None:
    slip = tmp_path / "回单.xml"
    slip.write_text("<slip><no>1</no></slip>", "utf-8")
    done = shown(heyuan, "new", *pays("1200"), "--attach", invoice, "--attach", slip, *SIGNED)
    assert f'invoice: "{NUMBER}"' in done["vouchers"][0]
    assert len(done["documents"]) == 2
    words = said(heyuan, "new", *pays("1"), "--payee", "某公司", "--attach", slip)
    assert "回单.xml 没有认作发票" in words


def test_read_says_what_an_invoice_says_and_refuses_what_is_none(invoice: Path, tmp_path: Path) -> None:
    done = run("jjledger", "invoice", "read", invoice, "--json")
    assert json.loads(done.stdout) == [
        {
            "file": str(invoice), "form": "数电发票 XML", "number": NUMBER, "day": "2025-03-18", "seller": SELLER,
            "buyer": "示范小区业主委员会", "total": "1200.00",
        }
    ]  # fmt: skip
    bad = tmp_path / "坏.xml"
    bad.write_bytes(b"<a><b>1</b></a>")
    done = run("jjledger", "invoice", "read", invoice, bad)
    assert (done.returncode, NUMBER in done.stdout) == (1, True)
    assert "坏.xml" in done.stderr
    assert "没有找到发票号码" in done.stderr


def test_list_shows_what_is_left_of_each_invoice(heyuan: Path, invoice: Path) -> None:
    shown(heyuan, "new", *pays("700"), "--invoice", invoice, *SIGNED)
    done = run("jjledger", "invoice", "list", heyuan, *TODAY, "--json")
    (row,) = json.loads(done.stdout)
    assert row == {
        "number": NUMBER, "payee": SELLER, "total": "1200.00", "booked": "700.00", "left": "500.00",
        "vouchers": ["2025-07-F0001"],
    }  # fmt: skip
    words = run("jjledger", "invoice", "list", heyuan, *TODAY).stdout
    assert NUMBER in words
    assert "500.00" in words
