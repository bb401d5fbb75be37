"""What is booked of an invoice, reckoned by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.facts.invoice import Invoice
from jjledger.facts.voucher import Voucher
from jjledger.rules.invoices import claims_of, invoice_meta, invoice_number, is_usual, payee_key, uses_of
from tests.small_books import REVENUE, books, leg, voucher

NUMBER = "25332000000012345678"


def on_invoice(one: Voucher, **more: str) -> Voucher:
    return replace(
        one, extra={"invoice": NUMBER, **{key.replace("_", "-"): text for key, text in more.items()}}
    )


def paid(day: str, number: str, yuan: str) -> Voucher:
    return voucher(day, number, leg("6402", yuan, fund=REVENUE), leg("1001", f"-{yuan}", fund=REVENUE))


def test_a_cost_owed_first_and_paid_later_is_booked_once() -> None:
    owed = voucher(
        "2025-03-01", "转-0001", leg("6402", "100.00", fund=REVENUE), leg("2001", "-100.00", fund=REVENUE)
    )
    part = voucher(
        "2025-03-09", "付-0001", leg("2001", "30.00", fund=REVENUE), leg("1001", "-30.00", fund=REVENUE)
    )
    rest = voucher(
        "2025-04-09", "付-0001", leg("2001", "70.00", fund=REVENUE), leg("1001", "-70.00", fund=REVENUE)
    )
    known = [on_invoice(owed, invoice_total="100.00"), on_invoice(part), on_invoice(rest)]
    (use,) = uses_of(books(known).posted())
    assert (use.cost_fen, use.paid_fen, use.booked_fen, use.exceeded) == (10000, 10000, 10000, False)
    again = replace(on_invoice(owed), number="转-0002")
    (use,) = uses_of(books([*known, again]).posted())
    assert (use.booked_fen, use.exceeded) == (20000, True)


def test_without_a_total_an_invoice_is_booked_once() -> None:
    first, second = (
        on_invoice(paid("2025-03-01", "付-0001", "10")),
        on_invoice(paid("2025-03-01", "付-0002", "1")),
    )
    assert not uses_of(books([first]).posted())[0].exceeded
    assert uses_of(books([first, second]).posted())[0].exceeded


def test_the_halves_of_a_transfer_are_one_event() -> None:
    link = ("transfer-2025-03-01-1",)
    out = replace(on_invoice(paid("2025-03-01", "付-0001", "10")), links=link)
    part = replace(
        on_invoice(voucher("2025-03-01", "付-0001", leg("5001", "5"), leg("1001", "-5"))), links=link
    )
    (use,) = uses_of(books([out, part]).posted())
    assert (use.booked_fen, use.events, use.exceeded) == (1500, 1, False)


def test_a_draft_and_a_reversed_voucher_book_nothing() -> None:
    first = on_invoice(paid("2025-03-01", "付-0001", "10.00"), invoice_total="10.00")
    undone = replace(
        first, day=date(2025, 3, 2), number="付-0002", reverses="2025-03-F0001", extra={},
        postings=tuple(replace(one, amount_fen=-one.amount_fen) for one in first.postings),
    )  # fmt: skip
    draft = replace(on_invoice(paid("2025-03-03", "", "10.00")), draft=True)
    assert uses_of(books([first, undone, draft]).posted()) == ()
    again = on_invoice(paid("2025-03-04", "付-0003", "10.00"), invoice_total="10.00")
    (use,) = uses_of(books([first, undone, again]).posted())
    assert (use.booked_fen, use.exceeded) == (1000, False)


def test_of_several_invoices_each_takes_its_own_part() -> None:
    both = on_invoice(
        paid("2025-03-01", "付-0001", "30.00"), invoice_total="20.00", invoice_2="12", invoice_total_2="50.00",
        invoice_amount_2="10.00",
    )  # fmt: skip
    first, second = uses_of(books([both]).posted())
    assert (first.booked_fen, first.total_fen) == (2000, 2000)
    assert (second.booked_fen, second.total_fen) == (1000, 5000)


def test_what_is_written_is_read_back() -> None:
    meta = dict(invoice_meta([Invoice(NUMBER, 123456), Invoice("9" * 18, None, amount_fen=7)]))
    one, two = claims_of(replace(paid("2025-03-01", "付-0001", "30"), extra=meta))
    assert (one.number, one.total_fen, one.amount_fen) == (NUMBER, 123456, None)
    assert (two.number, two.total_fen, two.amount_fen) == ("9" * 18, None, 7)


@pytest.mark.parametrize(
    ("text", "number", "usual"),
    [
        (" ２５３３2000000012345678 ", NUMBER, True),
        ("033002200111 00123456", "03300220011100123456", True),
        ("3300220011-00123456", "330022001100123456", True),
        ("00123456", "00123456", False),
        ("收据12", "收据12", False),
        ("2533200000001234567a", "2533200000001234567A", False),
    ],
)
def test_numbers_as_people_write_them(text: str, number: str, *, usual: bool) -> None:
    assert invoice_number(text) == number
    assert is_usual(number) is usual


def test_brackets_and_blanks_make_no_other_payee() -> None:
    assert payee_key("某（浙江） 公司") == payee_key("某(浙江)公司") != payee_key("某公司")
