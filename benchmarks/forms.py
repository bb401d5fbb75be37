"""The same facts in two forms: jjledger's folder, and one beancount file with an account a household.

Both carry the same vouchers with the same particulars, and the same bank balances to be checked.
They differ in one thing: where the folder says whose money moved (`detail`, `scope`,
`interest`), the one file has a posting a household.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import Final

from benchmarks.facts import (
    HOUSEHOLDS,
    OWNERS,
    OWNERS_BANK,
    REVENUE,
    REVENUE_BANK,
    Community,
    House,
    Leg,
    Voucher,
    accounts,
)

_OPTIONS: Final = (
    'option "title" "测速小区"\noption "operating_currency" "CNY"\noption "tolerance_multiplier" "0"\n'
)
_SETTINGS: Final = f"""name   = "测速小区"
code   = "cesu"
region = "3310"

[[fund]]
code = "{OWNERS}"
kind = "maintenance"
[[fund.policy]]
from     = {{first}}
interest = {{{{ method = "pool", management_share = "0", remainder = "largest" }}}}

[[fund]]
code = "{REVENUE}"
kind = "public_revenue"
"""
_HALF_YEARS: Final = (6, 12)


def write_folder(community: Community, folder: Path) -> None:
    """Write jjledger's form.

    Args:
        community: the facts.
        folder: a new folder.
    """
    for path, text in _folder_files(community):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _folder_files(community: Community) -> Iterator[tuple[str, str]]:
    first = f"{community.years[0]}-01-01"
    includes = "".join(f'include "{year}/*.beancount"\n' for year in community.years)
    yield "community.toml", _SETTINGS.format(first=first)
    plugin = 'plugin "jjledger.books.plugin"\ninclude "chart.beancount"\n'
    yield "main.beancount", f"{_OPTIONS}{plugin}{includes}"
    yield "chart.beancount", "".join(f"{first} open {name} CNY\n" for name in accounts())
    yield "register.csv", _register(community.houses, first)
    banks = {OWNERS_BANK: 0, REVENUE_BANK: 0}
    for month, vouchers in groupby(community.vouchers, key=lambda voucher: f"{voucher.day:%Y-%m}"):
        entries = _month(list(vouchers), banks, _posting)
        yield f"{month[:4]}/{month}.beancount", "\n".join(entries)
    for voucher in community.vouchers:
        for leg in voucher.legs:
            if leg.split and leg.split[0] == "detail":
                rows = (f"{name},{_yuan(fen)}\n" for name, fen in leg.households.items())
                yield leg.split[1], "household,amount\n" + "".join(rows)
        if voucher.decision:
            yield f"decisions/{voucher.decision}.toml", _decision(voucher, community.houses)


def _decision(voucher: Voucher, houses: tuple[House, ...]) -> str:
    """Write the record of an owners' decision on a repair of one building: all took part and agreed."""
    building = next(leg.split[1] for leg in voucher.legs if leg.split)
    areas = [house.area_dm2 for house in houses if house.building == building]
    votes = f'heads   = {len(areas)}\narea_m2 = "{_yuan(sum(areas))}"\n'
    return (
        f'id     = "{voucher.decision}"\ntitle  = "{voucher.narration}"\nmatter = 5\n'
        f'scope  = "{building}"\nday    = {voucher.day.replace(day=1)}\n'
        f"[total]\n{votes}[participating]\n{votes}[agreeing]\n{votes}"
    )


def _register(houses: tuple[House, ...], first: str) -> str:
    rows = (
        f"{house.id},{house.building},{house.unit},{house.room},"
        f"{_yuan(house.area_dm2)},commercial,{_yuan(house.deposit_fen)},{first}\n"
        for house in houses
    )
    return "household,building,unit,room,area_m2,kind,first_deposit,delivered\n" + "".join(rows)


def write_one_file(community: Community, path: Path) -> None:
    """Write the plain form: every household an account, every voucher a transaction.

    Args:
        community: the facts.
        path: a new file.
    """
    first = f"{community.years[0]}-01-01"
    names = [*accounts(), *(_household(house.id) for house in community.houses)]
    banks = {OWNERS_BANK: 0, REVENUE_BANK: 0}
    with path.open("w", encoding="utf-8") as file:
        file.write(_OPTIONS)
        file.writelines(f"{first} open {name} CNY\n" for name in names)
        for _, vouchers in groupby(community.vouchers, key=lambda voucher: f"{voucher.day:%Y-%m}"):
            file.writelines("\n" + entry for entry in _month(list(vouchers), banks, _household_postings))


def _month(
    vouchers: list[Voucher], banks: dict[str, int], postings_of: Callable[[Leg], Iterator[str]]
) -> Iterator[str]:
    """Write a month's vouchers, and the bank balances where a half-year ends."""
    numbers: Counter[tuple[str, str]] = Counter()
    for voucher in vouchers:
        series = voucher.legs[0].account.split(":")[1], voucher.kind
        numbers[series] += 1
        yield _head(voucher, numbers[series]) + "".join(
            posting for leg in voucher.legs for posting in postings_of(leg)
        )
        for leg in voucher.legs:
            if leg.account in banks:
                banks[leg.account] += leg.fen
    last = vouchers[-1].day
    if last.month in _HALF_YEARS:
        after = last.replace(day=28) + timedelta(days=4)
        for account, fen in banks.items():
            yield f"{after.replace(day=1)} balance {account} {_yuan(fen)} CNY\n"


def _head(voucher: Voucher, number: int) -> str:
    decision = f'  decision: "{voucher.decision}"\n' if voucher.decision else ""
    return (
        f'{voucher.day} * "{voucher.payee}" "{voucher.narration}"\n'
        f'  voucher: "{voucher.kind}-{number:04d}"\n'
        f"  attachments: {0 if voucher.kind == '转' else 1}\n"
        f'  prepared: "甲"\n  reviewed: "乙"\n{decision}'
    )


def _posting(leg: Leg) -> Iterator[str]:
    yield f"  {leg.account} {_yuan(leg.fen)} CNY\n"
    if leg.split:
        yield f'    {leg.split[0]}: "{leg.split[1]}"\n'


def _household_postings(leg: Leg) -> Iterator[str]:
    if not leg.split:
        yield from _posting(leg)
    for name, fen in leg.households.items():
        yield f"  {_household(name)} {_yuan(-fen)} CNY\n"


def _household(name: str) -> str:
    return f"{HOUSEHOLDS}:{name.replace('-', ':')}"


def _yuan(fen: int) -> str:
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"
