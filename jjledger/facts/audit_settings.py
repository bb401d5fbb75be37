"""The thresholds by which an audit asks, dated, each with the source of its default.

Whatever is in force on the day of a payment counts for it; all of them are printed in the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from jjledger.units import yuan

OUR_DEFAULT: Final = "本程序的默认值"
Unit = Literal["fen", "days", "share", "count", "hour", "day_of_month", "names"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What holds from a day on."""

    from_day: date = date.min  # date.min: the program's defaults
    approval_fen: int | None = (
        None  # the limit beyond which somebody else decides; None: as `[[authority]]` says
    )
    duplicate_days: int = 45
    split_days: int = 7
    split_contract_days: int = 30
    near: Fraction = Fraction(9, 10)
    near_chance: Fraction = Fraction(1, 20)
    round_fen: int = 1_000_000
    round_multiple_fen: int = 100_000
    round_least: int = 3
    round_share: Fraction = Fraction(1, 2)
    night_from: int = 22
    night_until: int = 6
    late_day: int = 20
    concentration_share: Fraction = Fraction(2, 5)
    concentration_hhi: int = 2500
    concentration_least: int = 5
    new_payee_days: int = 30
    new_payee_fen: int = 1_000_000
    recent_assertion_days: int = 35
    unreconciled_days: int = 30
    cash_limit_fen: int = 100_000
    cash_days: int = 3
    dormant_days: int = 365
    digits_least: int = 1000
    public_bodies: frozenset[str] = (
        frozenset()
    )  # whom nobody chooses, beside those whose name says so; as `payee_key`


@dataclass(frozen=True, slots=True)
class Setting:
    """One threshold: what it is called in `[[audit]]`, what it means, and whence its default."""

    key: str  # in community.toml
    field: str  # of Thresholds
    unit: Unit
    words: str
    source: str = OUR_DEFAULT


_HLEDGER: Final = "hledger check recentassertions 的做法，按月对账再宽五天"
SETTINGS: Final = (
    Setting("approval", "approval_fen", "fen", "审批限额：单笔超过它须另经批准", "[[authority]] 的单笔限额；没有写的不设"),
    Setting("duplicate_days", "duplicate_days", "days", "重复付款：相隔不超过"),
    Setting("split_days", "split_days", "days", "拆分付款：同一收款方相隔不超过"),
    Setting("split_contract_days", "split_contract_days", "days", "拆分付款：同一合同相隔不超过"),
    Setting("near", "near", "share", "贴近限额：从限额的几成算起"),
    Setting("near_chance", "near_chance", "share", "贴近限额：偶然出现的机会不超过"),
    Setting("round", "round_fen", "fen", "整数付款：金额不少于"),
    Setting("round_multiple", "round_multiple_fen", "fen", "整数付款：是它的整数倍"),
    Setting("round_least", "round_least", "count", "整数付款：同一收款方不少于几笔"),
    Setting("round_share", "round_share", "share", "整数付款：占同一收款方笔数的份额不少于"),
    Setting("night_from", "night_from", "hour", "夜间录入：从几点起"),
    Setting("night_until", "night_until", "hour", "夜间录入：到几点止"),
    Setting("late_day", "late_day", "day_of_month", "补录：晚于次月几日录入"),
    Setting("concentration_share", "concentration_share", "share", "支出集中：最大收款方的份额超过"),
    Setting("concentration_hhi", "concentration_hhi", "count", "支出集中：赫芬达尔指数（满分一万）超过",
            "美国司法部、联邦贸易委员会合并指南（2010年）的高度集中标准"),
    Setting("concentration_least", "concentration_least", "count", "支出集中：不少于几次发包才能判断"),
    Setting("new_payee_days", "new_payee_days", "days", "新收款方：首次出现不足"),
    Setting("new_payee", "new_payee_fen", "fen", "新收款方：没有审批限额时，单笔超过"),
    Setting("recent_assertion_days", "recent_assertion_days", "days", "银行余额：核对的间隔不超过", _HLEDGER),
    Setting("unreconciled_days", "unreconciled_days", "days", "未达账项：挂账不超过"),
    Setting("cash_limit", "cash_limit_fen", "fen", "现金支付：单笔不超过", "现金管理暂行条例第5条、实施细则第6条：结算起点一千元"),
    Setting("cash_days", "cash_days", "days", "现金收入：几天之内存入银行"),
    Setting("dormant_days", "dormant_days", "days", "睡眠账户：没有收付超过"),
    Setting("digits_least", "digits_least", "count", "尾数、首位数检验：金额不少于几笔才做"),
    Setting("public_bodies", "public_bodies", "names", "公用单位：税务、供电、供水、银行以外，列明不当作供应商的",
            "只认全称以税务局、街道办事处、居民委员会、供电公司、自来水公司、银行（及其支行、分行）等结尾的"),
)  # fmt: skip
_UNIT_WORDS: Final = {"days": "天", "count": "", "hour": "点", "day_of_month": "日"}


@dataclass(frozen=True, slots=True)
class InForce:
    """One threshold as it was in force, for the report."""

    key: str
    words: str
    value: str  # 45天, 9/10, 10,000.00元; 没有设定
    source: str
    from_day: date | None  # since when the community says so; None: it does not


@dataclass(frozen=True, slots=True)
class AuditSettings:
    """What a community set, and the program's defaults for the rest."""

    rows: tuple[Thresholds, ...] = ()  # oldest first, each whole
    said: tuple[tuple[date, frozenset[str]], ...] = ()  # from when on which keys are the community's own

    def on(self, day: date) -> Thresholds:
        """Give the thresholds in force on a day; the defaults before the first."""
        found = _DEFAULTS
        for row in self.rows:
            if row.from_day > day:
                break
            found = row
        return found

    def in_force(self, first_day: date, last_day: date) -> tuple[InForce, ...]:
        """List what was in force at any time within some days, every change on a line of its own."""
        days = [first_day, *(row.from_day for row in self.rows if first_day < row.from_day <= last_day)]
        found = []
        for setting in SETTINGS:
            before = None
            for day in days:
                value = stated(getattr(self.on(day), setting.field), setting.unit)
                since = self._since(setting.key, day)
                if value != before:
                    source = "本小区的规定（community.toml [[audit]]）" if since else setting.source
                    found.append(InForce(setting.key, setting.words, value, source, since))
                before = value
        return tuple(found)

    def _since(self, key: str, day: date) -> date | None:
        own = [since for since, keys in self.said if since <= day and key in keys]
        return own[-1] if own else None


_DEFAULTS: Final = Thresholds()


def stated(value: int | Fraction | frozenset[str] | None, unit: Unit) -> str:
    """Write a threshold out.

    Examples:
        >>> stated(45, "days"), stated(Fraction(9, 10), "share"), stated(None, "fen")
        ('45天', '9/10', '没有设定')
    """
    if value is None:
        return "没有设定"
    if isinstance(value, frozenset):
        return "、".join(sorted(value)) or "没有列明"
    if unit == "fen":
        assert isinstance(value, int), "money is whole fen"
        return f"{yuan(value)}元"
    return str(value) if unit == "share" else f"{value}{_UNIT_WORDS[unit]}"


def merged(changes: Sequence[tuple[date, dict[str, object]]]) -> AuditSettings:
    """Lay dated changes over each other: what a later one does not say stays as it was.

    Args:
        changes: values by field of `Thresholds`, oldest first.
    """
    rows: list[Thresholds] = []
    said: list[tuple[date, frozenset[str]]] = []
    values: dict[str, object] = {}
    keys = {setting.field: setting.key for setting in SETTINGS}
    for day, change in changes:
        values = {**values, **change}
        rows.append(Thresholds(from_day=day, **values))  # type: ignore[arg-type]  # typed where they are read
        said.append((day, frozenset(keys[name] for name in change)))
    return AuditSettings(tuple(rows), tuple(said))
