"""Where an accountant begins: how each community stands, and what is next to be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from werkzeug import Response

from jjledger.errors import JjledgerError
from jjledger.render.desk import DeskFrame, desk_page
from jjledger.serve.desk.held import Held
from jjledger.serve.desk.visit import Visit, dressed
from jjledger.workflows.closing import next_month


@dataclass(frozen=True, slots=True)
class Standing:
    """How a community stands."""

    code: str
    name: str
    drafts: int
    blocking: int
    warnings: int
    latest: str  # month of the latest voucher, 2025-06; "" none
    turn: str  # month that is to be closed next; "" none
    refused: str  # why its books cannot be read; "" they can
    hanging: int = 0  # papers on the wall
    objections: int = 0  # not answered yet


def standing_of(held: Held) -> Standing:
    """Look how a community stands.

    Args:
        held: the community; its books are loaded where they were not.
    """
    try:
        ledger = held.checked()
    except JjledgerError as error:
        return Standing(held.code, held.code, 0, 0, 0, "", "", error.trouble.what)
    posted = ledger.books.posted()
    blocking = len(ledger.blocking())
    return Standing(
        held.code,
        ledger.books.community.name,
        sum(one.draft for one in ledger.books.vouchers),
        blocking,
        len(ledger.findings) - blocking,
        f"{posted[-1].day:%Y-%m}" if posted else "",
        next_month(ledger.books),
        "",
        sum(one.last_day is None for one in ledger.books.posting_records),
        sum(one is not None and one.answer is None for one in ledger.books.objections.values()),
    )


def start_page(communities: Iterable[Held]) -> Response:
    """Show how all communities stand."""
    frame = DeskFrame(
        "",
        "会计工作台",
        "",
        (),
        several=True,
        prepared="",
        reviewed="",
        saved=(),
        troubles=(),
        blocking=0,
        foreign=0,
        once="",
    )
    html = desk_page("start", frame, {"rows": [standing_of(held) for held in communities]})
    return dressed(Response(html, content_type="text/html; charset=utf-8"))


def overview(visit: Visit) -> Response | None:
    """Show how one community stands; None where there is no such page."""
    if visit.rest:
        return None
    return visit.show("overview", {"one": standing_of(visit.held)})
