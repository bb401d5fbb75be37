"""Read what an open directive says about a term deposit or a treasury bond."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, get_args

from jjledger.books.rate_table import read_rate
from jjledger.facts.finding import Place
from jjledger.facts.placement import BadPlacement, Instrument, Placement
from jjledger.facts.voucher import Account
from jjledger.units import fen_from_text

_INSTRUMENTS: Final[dict[str, Instrument]] = {name: name for name in get_args(Instrument)}
_NEEDED: Final = ("instrument", "principal", "rate", "from", "matures")


def read_placement(
    account: Account, meta: Mapping[str, Any], place: Place
) -> Placement | BadPlacement | None:
    """Read a placement from the metadata of its open directive.

    Args:
        account: the account opened.
        meta: the directive's metadata.
        place: where it stands.

    Returns:
        The placement, what is wrong with it, or None where the account is none.
    """
    if "instrument" not in meta:
        return None
    missing = [key for key in _NEEDED if key not in meta]
    if missing:
        return BadPlacement(account, f"缺少 {'、'.join(missing)}", place)
    instrument = _INSTRUMENTS.get(str(meta["instrument"]))
    if instrument is None:
        return BadPlacement(account, f"instrument 不认识「{meta['instrument']}」", place)
    try:
        first_day, matures = _day(meta["from"]), _day(meta["matures"])
        principal = fen_from_text(str(meta["principal"]))
        rate = read_rate(str(meta["rate"]))
    except ValueError:
        return BadPlacement(account, "principal、rate、from 或 matures 读不成金额、利率或日期", place)
    if principal <= 0 or matures <= first_day:
        return BadPlacement(account, "本金应大于零，到期日在起息日之后", place)
    return Placement(
        account,
        instrument,
        principal,
        rate,
        first_day,
        matures,
        str(meta.get("issue", "")),
        str(meta.get("decision", "")),
        place,
    )


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
