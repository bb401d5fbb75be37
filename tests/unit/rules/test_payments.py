"""Which vouchers paid somebody outside, how much and for what."""

from __future__ import annotations

from dataclasses import replace

from jjledger.facts.audit_settings import AuditSettings
from jjledger.rules.payments import payments_of
from tests.small_books import OWNERS, REVENUE, detail, leg, split, voucher


def test_a_payment_is_what_left_the_bank_for_its_largest_other_leg() -> None:
    one = voucher(
        "2025-03-03", "付-0001", leg("6402", "60", fund=REVENUE), leg("6403", "40", fund=REVENUE),
        leg("1001", "-100", fund=REVENUE),
    )  # fmt: skip
    (paid,) = payments_of([replace(one, payee="华安　公司")], AuditSettings())
    assert (paid.fund, paid.amount_fen, paid.account.code, paid.payee) == (
        REVENUE,
        10_000,
        "6402",
        "华安公司",
    )
    assert not paid.to_owners


def test_petty_cash_is_money_as_well() -> None:
    filled = voucher("2025-03-03", "付-0001", leg("1201", "500"), leg("1001", "-500"))
    spent = voucher("2025-03-04", "付-0002", leg("5901", "30"), leg("1201", "-30"))
    assert [one.amount_fen for one in payments_of([filled, spent], AuditSettings())] == [3000]


def test_what_stays_within_is_paid_to_nobody() -> None:
    moved = voucher("2025-03-03", "付-0001", leg("1001", "500"), leg("1001", "-500"))
    bond = voucher("2025-03-04", "付-0002", leg("1101", "500"), leg("1001", "-500"))
    topped_up = voucher(
        "2025-03-05", "付-0003", leg("6501", "9", fund=REVENUE), leg("1001", "-9", fund=REVENUE)
    )
    crossed = voucher(
        "2025-03-05", "付-0004", leg("6503", "9", fund=REVENUE), leg("1001", "-9", fund=REVENUE)
    )
    crossed = replace(crossed, links=("transfer-2025-03-F0004",))
    income = voucher("2025-03-06", "收-0001", leg("1001", "8", fund=REVENUE), leg("6001", "-8", fund=REVENUE))
    assert payments_of([moved, bond, topped_up, crossed, income], AuditSettings()) == ()


def test_a_voucher_that_was_reversed_paid_nothing() -> None:
    wrong = voucher("2025-03-03", "付-0001", leg("5901", "60"), leg("1001", "-60"))
    undone = voucher("2025-03-04", "付-0002", leg("5901", "-60"), leg("1001", "60"), reverses="付-0001")
    assert payments_of([wrong, undone], AuditSettings()) == ()


def test_a_refund_says_whose_it_is() -> None:
    refund = voucher(
        "2025-03-03", "付-0001", leg("5101", "60", split("household", "01-1-101")), leg("1001", "-60")
    )
    batch = voucher(
        "2025-03-03",
        "付-0003",
        leg("5101", "60", detail([("01-1-102", "20"), ("01-1-101", "40")])),
        leg("1001", "-60"),
    )
    use = voucher("2025-03-04", "付-0002", leg("5001", "60", split("scope", "all")), leg("1001", "-60"))
    first, together, second = payments_of([refund, batch, use], AuditSettings())
    assert together.whose == ("01-1-101", "01-1-102")
    assert (first.whose, first.to_owners, first.fund) == (("01-1-101",), True, OWNERS)
    assert (second.whose, second.to_owners) == ((), False)


def test_a_supplier_is_somebody_whom_one_chose() -> None:
    paid = [
        replace(
            voucher(
                "2025-03-03",
                f"付-{number:04d}",
                leg("6402", "6", fund=REVENUE),
                leg("1001", "-6", fund=REVENUE),
            ),
            payee=payee,
        )
        for number, payee in enumerate(["华安公司", "示范区税务所", "国网供电公司", "张三", ""], 1)
    ]
    assert [one.to_supplier for one in payments_of(paid, AuditSettings())] == [
        True,
        False,
        False,
        True,
        False,
    ]
