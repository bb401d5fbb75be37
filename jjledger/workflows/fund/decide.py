"""Decisions and urgent uses put on record: counted, judged by the law of their day, without names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from jjledger.books.decision_file import decision_text, file_of
from jjledger.books.ledger import Ledger
from jjledger.books.owners_file import read_owner_keys
from jjledger.books.project_file import PROJECT_ID
from jjledger.books.source import Source
from jjledger.checks.decisions import thresholds_on
from jjledger.errors import LawError, SheetError, refusal
from jjledger.facts.decision import Decision, Emergency, Tally, Vote
from jjledger.facts.entry import Writing
from jjledger.intake.columns import DOOR, Column
from jjledger.intake.doors import Doors
from jjledger.intake.sheet import Line
from jjledger.rules.decision import MATTERS, Choice, Outcome, VotingUnit, count, decide, demand_nested, tally
from jjledger.rules.scope import named_rows, scope_items
from jjledger.units import dm2_from_text, square_metres
from jjledger.workflows.fund.project import demand_scope
from jjledger.workflows.rulings import law_of

CHOICE: Final = Column("choice", ("表决意见", "意见", "表决", "选择", "choice", "投票"))
BALLOTS: Final = (DOOR, CHOICE)
_CHOICES: Final[Mapping[str, Choice]] = {
    "同意": "agree", "赞成": "agree", "agree": "agree", "反对": "against", "不同意": "against",
    "against": "against", "弃权": "abstain", "abstain": "abstain",
}  # fmt: skip
_HEADS: Final = "台州市物业管理条例第18条"
_URGENT: Final = "台州市物业管理条例第52条"


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision to be put on record, and how it came out."""

    writing: Writing
    decision: Decision
    outcome: Outcome | None  # None where no threshold was in force on its day
    notes: tuple[str, ...] = ()  # how heads were counted
    differs: str = ""  # how the electorate as typed departs from the register


def roll_of(ledger: Ledger, scope: str, day: date) -> tuple[tuple[VotingUnit, ...], tuple[str, ...]]:
    """List who votes on a scope, and how heads are counted, in words.

    Args:
        ledger: a loaded community.
        scope: whose decision it is.
        day: of the vote.

    Raises:
        OptionError: the scope names no house.
        RegisterError: private/owners.csv cannot be read.

    Source: 台州市物业管理条例 第18条.
    """
    demand_scope(ledger, scope, day)
    keys = read_owner_keys(Source(ledger.folder), day)
    rows = named_rows(ledger.books.register, scope_items(scope), day)
    units = tuple(
        VotingUnit(
            row.id,
            row.area_dm2,
            (keys or {}).get(row.id, row.id),
            row.owner_kind != "developer" and (row.delivered is None or row.delivered <= day),
        )
        for row in rows
    )
    unsold = sum(not unit.sold_and_delivered for unit in units)
    notes = [f"未售出或未交付的 {unsold} 套合为一人（{_HEADS}）。"] if unsold else []
    if keys is None:
        notes.append("没有 private/owners.csv，每套按一人计；同一业主有几套的，请补上名册。")
    else:
        unknown = sum(unit.household not in keys for unit in units)
        notes.append("名册上姓名和电话都相同的算同一业主，几套合为一人。")
        notes += [f"名册上没有的 {unknown} 套各按一人计。"] if unknown else []
    return units, tuple(notes)


def count_ballots(matter: int, roll: Sequence[VotingUnit], ballots: Sequence[Line]) -> Vote:
    """Count a table of ballots.

    Args:
        matter: item of 民法典 第278条.
        roll: who votes.
        ballots: rows of household and choice.

    Raises:
        SheetError: a house that has no vote or two ballots, an unknown choice, or one owner's
            houses voting differently; every such row.
    """
    doors = Doors(unit.household for unit in roll)
    voters = {unit.household: unit.voter for unit in roll}
    seen: dict[str, str] = {}
    choices: dict[str, Choice] = {}
    troubles = []
    for line in ballots:
        named, said = line.texts[DOOR.key], line.texts[CHOICE.key]
        household, choice = doors.find(named), _CHOICES.get(said.strip().lower())
        if not household:
            troubles.append(line.trouble(f"「{named}」不在表决名册上。", "请核对房号和表决的范围。"))
        elif household in seen:
            what = f"房屋 {household} 有两张表决票，另一张在 {seen[household]}。"
            troubles.append(line.trouble(what, "请查明以哪一张为准，删去另一张。"))
        elif choice is None:
            troubles.append(line.trouble(f"表决意见「{said}」不认识。", "请写 同意、反对 或 弃权。"))
        elif choices.setdefault(voters[household], choice) != choice:
            what = f"房屋 {household} 与同一业主的另一套意见不同，同一业主只算一人。"
            troubles.append(line.trouble(what, "请查明该业主的意见，各套写成一致。", _HEADS))
        seen.setdefault(household, line.place)
    if troubles:
        raise SheetError(tuple(troubles))
    return count(matter, roll, choices)


def read_tally(text: str, place: str) -> Tally:
    """Read heads and square metres as people type them, 28/2501.00.

    Raises:
        OptionError: it is no such pair.
    """
    heads, _, area = text.partition("/")
    try:
        return Tally(int(heads), dm2_from_text(area))
    except ValueError as error:
        raise refusal(f"{place} {text}", "读不成人数和面积。", f"请写作  {place} 28/2501.00") from error


def hold_to_register(decision: Decision, roll: Sequence[VotingUnit], *, as_counted: bool) -> str:
    """Compare the electorate as typed with the register, for a vote carries as easily as its electorate is small.

    The area has to be the register's to the dm². So have the heads where the owner of every house
    is known; where some are not, several houses may be one owner's, and heads may only be fewer.

    Args:
        decision: with the electorate that was typed.
        roll: who votes on its scope, by the register.
        as_counted: the difference is known and wanted.

    Returns:
        What differs, in words; empty where nothing does.

    Raises:
        OptionError: it differs and is not wanted, with both pairs of figures.

    Source: 民法典 第278条; 台州市物业管理条例 第18条.
    """
    assert isinstance(decision.by, Vote), "what goes by certificate has no electorate"
    typed, listed = decision.by.total, tally(roll)
    known = all(unit.owner != unit.household for unit in roll if unit.sold_and_delivered)
    heads_fit = typed.heads == listed.heads or (not known and typed.heads < listed.heads)
    if heads_fit and typed.area_dm2 == listed.area_dm2:
        return ""
    have = "有" if known else "至多有"
    what = (
        f"写的全体业主是 {typed.heads} 人 {square_metres(typed.area_dm2)} 平方米，登记册里范围「{decision.scope}」"
        f"在 {decision.day} {have} {listed.heads} 人 {square_metres(listed.area_dm2)} 平方米（{len(roll)} 套）。"
    )
    if not as_counted:
        raise refusal(
            f"--total {typed.heads}/{square_metres(typed.area_dm2)}", what,
            "请核对范围、日期和登记册；不写 --total 就按登记册计。确实另有名册的（例如只由商品房业主表决），"
            "请加上 --total-as-counted，预览会写明不符。", f"民法典第278条；{_HEADS}",
        )  # fmt: skip
    return f"注意：全体业主与登记册不符，以下按所写的计算。{what}"


def plan_decide(
    ledger: Ledger, decision: Decision, notes: tuple[str, ...] = (), differs: str = ""
) -> Decided:
    """Put a vote on record, and say whether it carries.

    Args:
        ledger: a loaded community.
        decision: as counted.
        notes: how it was counted.
        differs: how its electorate departs from the register.

    Raises:
        OptionError: the number is taken, the scope names no house, or the figures are no vote's.
    """
    assert isinstance(decision.by, Vote), "what goes by certificate is not voted on"
    _demand_new(ledger, decision)
    try:
        demand_nested(decision.by)
    except ValueError as error:
        raise refusal(decision.id, f"{error}。", "请对照表决统计表核对人数和面积。") from error
    return Decided(_writing(decision), decision, _outcome(ledger, decision), notes, differs)


def plan_certify(ledger: Ledger, decision: Decision) -> Decided:
    """Put the certificate of an urgent use on record.

    Raises:
        OptionError: the number is taken, the scope names no house, nobody certified it, or its
            category is none of those the place's law lists.

    Source: 台州市物业管理条例 第52条; R20.
    """
    assert isinstance(decision.by, Emergency), "a certificate stands in place of a vote"
    _demand_new(ledger, decision)
    certificate = decision.by
    if not certificate.ground.strip() or not certificate.certified_by.strip():
        raise refusal(
            decision.id, "没有写明险情，或由谁证明核实。", "请写  --ground 险情 --by 社区居民委员会", _URGENT
        )
    law = law_of(ledger.books.community)
    ruling = law.find("emergency_categories", decision.day)
    allowed = str(ruling.value).split() if ruling else [certificate.category]
    if not certificate.category or certificate.category not in allowed:
        raise refusal(
            f"--category {certificate.category}", f"「{certificate.category}」不是可以应急使用的情形。",
            f"可以写：{'、'.join(allowed)}；其他情形请由业主表决。" if ruling else "请写明情形，例如 电梯。",
            ruling.citation if ruling else _URGENT,
        )  # fmt: skip
    rules = (("emergency_announcement_days", "日"), ("emergency_announcement", "个月"))
    told = [(ruling, unit) for name, unit in rules for ruling in [law.find(name, decision.day)] if ruling]
    notes = tuple(
        f"维修内容、预算和维修单位要公示；拨付使用完毕后 {ruling.value} {unit}内，要向全体业主公告使用总额和分摊情况（{ruling.citation}）。"
        for ruling, unit in told[:1]  # days are sooner than months
    )
    return Decided(_writing(decision), decision, None, notes)


def words_of(decided: Decided) -> str:
    """Say what was decided and every comparison with what was needed."""
    decision = decided.decision
    lines = [
        *([decided.differs] if decided.differs else []),
        f"{decision.id}  {decision.title}",
        f"第 {decision.matter} 项：{MATTERS[decision.matter]}，范围 {decision.scope}",
    ]
    if isinstance(decision.by, Emergency):
        by = decision.by
        lines.append(f"应急使用：{by.category}，{by.ground}；由 {by.certified_by} 证明核实，{decision.day}。")
        return "\n".join([*lines, *decided.notes])
    for name, one in (
        ("全体", decision.by.total),
        ("参与", decision.by.participating),
        ("同意", decision.by.agreeing),
    ):
        lines.append(f"{name} {one.heads} 人 {square_metres(one.area_dm2)} 平方米")
    lines += decided.notes
    if decided.outcome is None:
        lines.append(f"{decision.day} 没有收录表决的门槛，只登记，不判断是否通过。")
        return "\n".join(lines)
    lines += decided.outcome.reasons
    carried = "通过。" if decided.outcome.carried else "没有通过：可以登记备查，但不能据以付款。"
    return "\n".join([*lines, carried])


def record_of(decided: Decided) -> dict[str, Any]:
    """Give a decision as programs read it."""
    outcome = decided.outcome
    return {
        "id": decided.decision.id,
        "carried": None if outcome is None else outcome.carried,
        "comparisons": [
            {"actual": one.actual, "needed": one.needed, "met": one.met, "reason": one.reason}
            for one in (outcome.comparisons if outcome else ())
        ],
        "notes": list(decided.notes),
        "differs": decided.differs,
    }


def _outcome(ledger: Ledger, decision: Decision) -> Outcome | None:
    assert isinstance(decision.by, Vote), "only votes have an outcome"
    try:
        return decide(decision.by, thresholds_on(law_of(ledger.books.community), decision.day))
    except LawError:
        return None


def _demand_new(ledger: Ledger, decision: Decision) -> None:
    if PROJECT_ID.fullmatch(decision.id) is None:
        raise refusal(decision.id, "决定的编号只能用字母、数字、- 和 _。", "例如 2025-01。")
    if decision.id in ledger.books.decisions:
        raise refusal(decision.id, f"决定 {decision.id} 已经登记了。", "请换一个编号，或直接修改它的记录。")
    if not decision.title.strip():
        raise refusal(
            "--title", "没有写明决定的是什么事。", "请写  --title 01幢1单元更换曳引机，不写姓名和房号"
        )
    demand_scope(ledger, decision.scope, decision.day)


def _writing(decision: Decision) -> Writing:
    return Writing(files={file_of(decision.id): decision_text(decision).encode()})
