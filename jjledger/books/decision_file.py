"""Read and write decisions/*.toml: results as counted, no names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from jjledger.books.record_folder import read_folder
from jjledger.books.source import Source
from jjledger.books.text import quoted
from jjledger.books.toml_table import Table, read_toml
from jjledger.facts.decision import Decision, Emergency, Tally, Vote
from jjledger.facts.finding import Finding
from jjledger.rules.decision import MATTERS, demand_nested
from jjledger.units import dm2_from_text, square_metres

FOLDER: Final = "decisions"
_COUNTS: Final = ("total", "participating", "agreeing")


def read_decisions(source: Source) -> tuple[Mapping[str, Decision | None], tuple[Finding, ...]]:
    """Read every record of a community.

    Args:
        source: the community's files.

    Returns:
        The decisions by id, None where a record cannot be read, and what is wrong with those.
    """
    return read_folder(source, FOLDER, read_decision, ("E41", "决定"))


def read_decision(source: Source, identity: str) -> Decision:
    """Read one record.

    Args:
        source: the community's files.
        identity: the decision's number, which is the file's name.

    Raises:
        CommunityFileError: unknown or missing keys, values that make no sense, or counts that
            cannot be those of one vote.
        LedgerNotFoundError: the file cannot be opened.
        EncodingError: it is not UTF-8.
    """
    top = read_toml(source, file_of(identity))
    if top.get("id", str) != identity:
        raise top.refuse("id", f"id 与文件名「{identity}」不同。", f'请写 id = "{identity}"，或把文件改名。')
    matter = top.get("matter", int)
    if matter not in MATTERS:
        raise top.refuse(
            "matter", f"没有第 {matter} 项共同决定事项。", "请填民法典第278条第一款的项次，1 到 9。"
        )
    decision = Decision(
        identity,
        top.words("title", "请写明决定的是什么事，不写姓名和房号；公示页面上会显示。"),
        matter,
        top.scope(),
        top.get("day", date),
        _by(top, matter),
    )
    top.close()
    return decision


def file_of(identity: str) -> str:
    """Name the file of a decision's record."""
    return f"{FOLDER}/{identity}.toml"


def decision_text(decision: Decision) -> str:
    """Write a decision's record."""
    lines = [
        f"id     = {quoted(decision.id)}",
        f"title  = {quoted(decision.title)}",
        f"matter = {decision.matter}",
        f"scope  = {quoted(decision.scope)}",
        f"day    = {decision.day}",
    ]
    if isinstance(decision.by, Emergency):
        lines += ["", "[emergency]"]
        if decision.by.category:
            lines.append(f"category     = {quoted(decision.by.category)}")
        lines.append(f"ground       = {quoted(decision.by.ground)}")
        lines.append(f"certified_by = {quoted(decision.by.certified_by)}")
    else:
        for name, tally in zip(
            _COUNTS, (decision.by.total, decision.by.participating, decision.by.agreeing), strict=True
        ):
            area = quoted(square_metres(tally.area_dm2))
            lines += ["", f"[{name}]", f"heads   = {tally.heads}", f"area_m2 = {area}"]
    return "\n".join(lines) + "\n"


def _by(top: Table, matter: int) -> Vote | Emergency:
    counts = [top.table(name) for name in _COUNTS]
    emergency = top.table("emergency")
    if emergency is not None:
        if any(counts):
            raise top.refuse("emergency", "既有表决数，又有 [emergency]。", "应急使用不经表决，请只留一种。")
        certificate = Emergency(
            emergency.get("ground", str),
            emergency.get("certified_by", str),
            emergency.get("category", str, ""),
        )
        emergency.close()
        return certificate
    missing = [f"[{name}]" for name, table in zip(_COUNTS, counts, strict=True) if table is None]
    if missing:
        raise top.refuse(
            _COUNTS[0], f"缺少 {'、'.join(missing)}。",
            "请写 [total]、[participating]、[agreeing] 三段；应急使用改写 [emergency] 一段。",
        )  # fmt: skip
    vote = Vote(matter, *(_tally(table) for table in counts if table is not None))
    try:
        demand_nested(vote)
    except ValueError as error:
        raise top.refuse("total", f"{error}。", "请对照表决统计表改正 heads 和 area_m2。") from error
    return vote


def _tally(table: Table) -> Tally:
    text = table.get("area_m2", str)
    try:
        area = dm2_from_text(text)
    except ValueError as error:
        raise table.refuse(
            "area_m2", f"{table.where}area_m2「{text}」读不成面积。", '至多两位小数，加双引号，例如 "89.52"。'
        ) from error
    tally = Tally(table.get("heads", int), area)
    table.close()
    return tally
