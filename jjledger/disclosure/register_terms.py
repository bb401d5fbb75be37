"""The sum that stands first on lists of property and contracts, and on the committee's spending."""

from __future__ import annotations

from jjledger.disclosure.equation import Term
from jjledger.disclosure.revenue_models import AssetList, CommitteeSpending, ContractList

Register = AssetList | ContractList | CommitteeSpending


def register_terms(page: Register) -> tuple[Term, ...]:
    """Write a page's largest figure as a sum of what the page names.

    Args:
        page: a finished view model.

    Source: R39.
    """
    if isinstance(page, AssetList):
        parts = [("公共资产的收入", page.received_fen), ("其他收入", page.other.amount_fen)]
        terms = _sum(parts, "本期收入合计", page.income_fen)
    elif isinstance(page, ContractList):
        terms = (
            Term("", "到期应收", page.due_fen),
            Term("-", "其中已收", page.paid_fen),
            Term("=", "到期未收", page.open_fen),
        )
    else:
        terms = _sum(_items(page), "本期经费支出", page.total_fen)
    total = sum(-term.amount_fen if term.sign == "-" else term.amount_fen for term in terms[:-1])
    assert total == terms[-1].amount_fen, "the terms must come to the figure"
    return terms


def _items(page: CommitteeSpending) -> list[tuple[str, int]]:
    """List what is below the committee's account, or the account itself where nothing is."""
    below = [(line.label, line.amount_fen) for line in page.lines if line.level == 2]  # noqa: PLR2004 - below a main item
    main = [(line.label, line.amount_fen) for line in page.lines if line.level == 1]
    return below or main or [("没有支出", 0)]


def _sum(parts: list[tuple[str, int]], label: str, total_fen: int) -> tuple[Term, ...]:
    terms = [Term("+" if place else "", name, fen) for place, (name, fen) in enumerate(parts)]
    return (*terms, Term("=", label, total_fen))
