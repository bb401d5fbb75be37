"""导入: a bank's file in, its rows looked at, drafts out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from werkzeug import Response

from jjledger.books.community_file import COMMUNITY
from jjledger.errors import JjledgerError, Trouble, UnknownLayoutError, refusal
from jjledger.facts.statement_head import StatementHead
from jjledger.serve.desk.visit import Visit, troubles_of
from jjledger.workflows.import_accounts import bank_accounts
from jjledger.workflows.importing import Import, keep_aside, plan_imports
from jjledger.workflows.originals import Paper
from jjledger.workflows.vouchers.planned import Plan

_MOST_HEADS: Final = 60


def import_pages(visit: Visit) -> Response | None:
    """Answer for 导入; None where there is no such page."""
    if visit.rest:
        return None
    if not visit.posted:
        return _show(visit)
    kept: Sequence[tuple[str, Paper]] = ()
    try:
        kept = visit.papers("papers")
        return _sent(visit, kept)
    except UnknownLayoutError as error:
        return _show(visit, kept, None, troubles_of(error), unknown=True)
    except JjledgerError as error:
        return _show(visit, kept, None, troubles_of(error))


def _sent(visit: Visit, kept: Sequence[tuple[str, Paper]]) -> Response:
    """Read the files that were sent, or write what they come to."""
    papers = [paper for _, paper in kept]
    if not papers:
        raise refusal("文件", "没有选文件。", "请选银行、微信或支付宝导出的文件。")
    if visit.field("do") == "aside":
        return _kept_aside(visit, papers)

    def plan() -> Import:
        return plan_imports(visit.sound_ledger(), papers, visit.field("account"), visit.today)

    if visit.field("do") != "write":
        return _show(visit, kept, plan())
    written, _ = visit.write(plan, by_one=True)
    return visit.done(visit.address("drafts"), *map(_told, written.record()["files"]))


def _kept_aside(visit: Visit, papers: Sequence[Paper]) -> Response:
    """Keep files that nobody can read, as they came."""
    for paper in papers:
        kept = Plan(keep_aside(paper.name, paper.data), (), {})
        visit.write(partial(_same, kept), by_one=True)
    names = "、".join(paper.name for paper in papers)
    return visit.done(visit.address("import"), f"{names} 原样存放在 statements/ 里，没有记账。")


def _same(plan: Plan) -> Plan:
    """Plan the same whatever the books say by now."""
    return plan


def _told(one: dict[str, Any]) -> str:
    """Say what became of a file."""
    repeated = "，这个文件以前导入过" if one["repeated"] else ""
    return f"{one['file']}：{one['rows']} 行，新增 {one['new']} 笔待核，已知 {one['known']} 行{repeated}。"


def _show(
    visit: Visit,
    kept: Sequence[tuple[str, Paper]] = (),
    plan: Import | None = None,
    troubles: Sequence[Trouble] = (),
    *,
    unknown: bool = False,
) -> Response:
    """Show the form, with what an import would come to."""
    ledger = visit.ledger
    given = {
        "accounts": [(one.name, f"{one.fund} {' '.join(one.details)}") for one in bank_accounts(ledger)],
        "account": visit.field("account"),
        "settings": str(ledger.folder / COMMUNITY),
        "kept": kept,
        "planned": _planned(plan) if plan else None,
        "findings": plan.findings if plan else (),
        "unknown": unknown,
        "heads": [_head(one) for one in _latest(ledger.books.statements)],
    }
    return visit.show("import", given, troubles)


def _planned(plan: Import) -> dict[str, Any]:
    """Give what an import comes to, with amounts that a page prints by itself."""
    record = plan.record()
    for one, told in zip(plan.files, record["files"], strict=True):
        told["sum_fen"] = one.head.sum_fen
        for draft, proposal in zip(one.drafts, told["proposals"], strict=True):
            proposal["amount_fen"] = draft.row.amount_fen
    return record


def _latest(heads: Sequence[StatementHead]) -> list[StatementHead]:
    return sorted(heads, key=lambda one: (one.last_day, one.account), reverse=True)[:_MOST_HEADS]


def _head(one: StatementHead) -> dict[str, Any]:
    """Give what is told of a file that was imported before."""
    wrong = [f"第 {row} 行余额不连续" for row in one.chain_breaks]
    wrong += [f"第 {row} 行读不出来" for row in one.unread]
    return {
        "account": one.account.split(":", 1)[1],
        "first_day": one.first_day,
        "last_day": one.last_day,
        "rows": one.rows,
        "sum_fen": one.sum_fen,
        "closing_fen": one.closing_fen,
        "wrong": "；".join([*wrong, *one.totals_differ]),
    }
