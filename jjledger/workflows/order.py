"""What a publication of some ledgers means: the whole district, or one community within it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jjledger.books.community_file import COMMUNITY, DISTRICT
from jjledger.errors import LedgerNotFoundError, Trouble
from jjledger.facts.community import District
from jjledger.period import Period
from jjledger.workflows.locate import locate
from jjledger.workflows.plan import refuse_unfit
from jjledger.workflows.press import Order


def order_of(ledgers: Path, target: Path, today: date, only: Period | None) -> Order:
    """Turn what somebody typed into an order.

    A community that stands in a district is published as a part of it, so that its
    neighbours stay on the site.

    Args:
        ledgers: a district's folder, a community's folder or its main.beancount.
        target: where the site stands or shall stand.
        today: the day as of which it is published.
        only: one period; None: every whole one.

    Raises:
        LedgerNotFoundError: there is no ledger.
        CommunityFileError: district.toml is refused.
        PeriodError: the period is a single month, or not over.
    """
    refuse_unfit(only, today)
    located = locate(ledgers)
    if not located.folders:
        raise LedgerNotFoundError(
            Trouble(
                str(ledgers),
                "这个区还没有小区。",
                "请用 jjledger new 新建，并写进 district.toml 的 communities。",
            )
        )
    wanted = frozenset(folder.name for folder in located.folders)
    folder = located.folders[0]
    if located.district is None and (folder.parent / DISTRICT).is_file():
        located = locate(folder.parent)
        if folder not in located.folders:
            raise LedgerNotFoundError(
                Trouble(
                    str(ledgers), f"这个小区还没有写进 {folder.parent / DISTRICT} 的 communities。",
                    f'请在其中加上一行  "{folder.name}",  再公示。',
                )
            )  # fmt: skip
    if not any((one / COMMUNITY).is_file() for one in located.folders):
        raise LedgerNotFoundError(
            Trouble(
                str(ledgers), f"这里没有小区的账本：没有 {COMMUNITY}。什么也没有写。",
                "请写小区或区的文件夹；新建小区用 jjledger new 文件夹。",
            )
        )  # fmt: skip
    district = located.district or District(folder.name, (folder.name,))
    folders = {folder.name: folder for folder in located.folders}
    return Order(district, folders, wanted, target, today, only, located.unlisted)
