"""Read projects/*.toml, and write what commands add to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.books.record_folder import read_folder
from jjledger.books.source import Source
from jjledger.books.text import quoted
from jjledger.books.toml_table import Table, read_toml
from jjledger.facts.finding import Finding
from jjledger.facts.project import Contract, Extra, Project, Settled, Stage
from jjledger.units import plain_yuan, share_from_text

FOLDER: Final = "projects"
# Numbers stand in links and file names.
PROJECT_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*", re.ASCII)
_PUBLIC: Final = "请写明，不写姓名和房号；公示页面上会显示。"


def file_of(identity: str) -> str:
    """Name the file of a project's record."""
    return f"{FOLDER}/{identity}.toml"


def read_projects(source: Source) -> tuple[Mapping[str, Project | None], tuple[Finding, ...]]:
    """Read every record of a community.

    Args:
        source: the community's files.

    Returns:
        The projects by id, None where a record cannot be read, and what is wrong with those.
    """
    return read_folder(source, FOLDER, read_project, ("E44", "维修项目"))


def read_project(source: Source, identity: str) -> Project:
    """Read one record.

    Args:
        source: the community's files.
        identity: the project's number, which is the file's name.

    Raises:
        CommunityFileError: unknown or missing keys, or values that make no sense.
        LedgerNotFoundError: the file cannot be opened.
        EncodingError: it is not UTF-8.
    """
    top = read_toml(source, file_of(identity))
    if top.get("id", str) != identity or PROJECT_ID.fullmatch(identity) is None:
        raise top.refuse(
            "id", f"id 与文件名「{identity}」不同，或含有字母、数字和 - 以外的字符。",
            '编号用字母、数字和 -，例如 id = "2025-01"，文件名为 2025-01.toml。',
        )  # fmt: skip
    excluded = top.get("not_chargeable", bool, default=False)
    project = Project(
        identity,
        top.words("title", _PUBLIC),
        _funds(top),
        top.scope(),
        top.words("category", _PUBLIC),
        top.amount("budget"),
        excluded if "not_chargeable" in top.values else None,
        top.get("decision", str, identity),
        top.get("selling_unit", str, ""),
        _contract(top, identity),
        tuple(_extra(table) for table in top.tables("extra")),
        _settled(top),
        _announced(top),
        top.words("plan", _PUBLIC) if "plan" in top.values else "",
        top.get("start", date) if "start" in top.values else None,
    )
    top.close()
    return project


def project_text(project: Project) -> str:
    """Write the record of a new project."""
    lines = [
        f"id             = {quoted(project.id)}",
        f"title          = {quoted(project.title)}",
        f"funds          = [{', '.join(quoted(fund) for fund in project.funds)}]",
        f"scope          = {quoted(project.scope)}",
        f"category       = {quoted(project.category)}",
        f"budget         = {quoted(plain_yuan(project.budget_fen))}",
    ]
    if project.not_chargeable is not None:
        # 令165 第25条 lists what others have to pay; false says that this is none of it.
        lines.append(f"not_chargeable = {str(project.not_chargeable).lower()}")
    lines.append(f"decision       = {quoted(project.decision)}")
    if project.plan:
        lines.append(f"plan           = {quoted(project.plan)}")
    if project.start is not None:
        lines.append(f"start          = {project.start}")
    if project.selling_unit:
        lines.append(f"selling_unit   = {quoted(project.selling_unit)}")
    return "\n".join(lines) + "\n"


def contract_text(contract: Contract) -> str:
    """Write a contract as it stands below a project's record."""
    lines = [
        "[contract]",
        f"number     = {quoted(contract.number)}",
        f"contractor = {quoted(contract.contractor)}",
        f"amount     = {quoted(plain_yuan(contract.amount_fen))}",
        f"day        = {contract.day}",
    ]
    for stage in contract.stages:
        amount = stage.amount
        lines += ["[[contract.stage]]", f"name  = {quoted(stage.name)}"]
        if isinstance(amount, Fraction):
            lines.append(f"share = {quoted(f'{amount.numerator}/{amount.denominator}')}")
        else:
            lines.append(f"amount = {quoted(plain_yuan(amount))}")
    return "\n".join(lines) + "\n"


def extra_text(extra: Extra) -> str:
    """Write an approval beyond the budget."""
    return (
        f"[[extra]]\ndecision = {quoted(extra.decision)}\namount   = {quoted(plain_yuan(extra.amount_fen))}\n"
    )


def settled_text(settled: Settled) -> str:
    """Write what the work came to."""
    return f"[settlement]\nday    = {settled.day}\namount = {quoted(plain_yuan(settled.amount_fen))}\n"


def announced_text(day: date) -> str:
    """Write when the owners were told."""
    return f"[announcement]\nday = {day}\n"


def with_added(source: Source, identity: str, *parts: str) -> bytes:
    """Give a record's content with some tables after it; what a person wrote stays as it stands."""
    return source.appended(file_of(identity), "\n".join(parts), "\n\n")


def _funds(top: Table) -> tuple[str, ...]:
    funds = top.get("funds", list)
    if (
        not funds
        or not all(isinstance(fund, str) and fund for fund in funds)
        or len(set(funds)) != len(funds)
    ):
        raise top.refuse("funds", "funds 不是资金编号的列表。", '请写作  funds = ["1维修资金"]')
    return tuple(funds)


def _contract(top: Table, identity: str) -> Contract | None:
    table = top.table("contract")
    if table is None:
        return None
    contract = Contract(
        table.get("number", str, identity),
        table.words("contractor", _PUBLIC),
        table.amount("amount"),
        table.get("day", date),
        tuple(_stage(stage) for stage in table.tables("stage")),
    )
    names = [stage.name for stage in contract.stages]
    if len(set(names)) != len(names):
        raise table.refuse(
            "stage", "同名的付款阶段写了两次。", "每个阶段起不同的名称，例如 预付款、进度款、尾款。"
        )
    table.close()
    return contract


def _stage(table: Table) -> Stage:
    amount: int | Fraction
    if ("share" in table.values) == ("amount" in table.values):
        raise table.refuse("name", f"{table.where}须写 amount 或 share 中的一种。", '例如  share = "3/10"')
    if "amount" in table.values:
        amount = table.amount("amount")
    else:
        text = table.get("share", str)
        try:
            amount = share_from_text(text)
        except ValueError:
            amount = 0
        if not amount:
            raise table.refuse("share", f"{table.where}share「{text}」不是份额。", '请写分数，例如 "3/10"。')
    stage = Stage(table.words("name", _PUBLIC), amount)
    table.close()
    return stage


def _extra(table: Table) -> Extra:
    extra = Extra(table.words("decision", _PUBLIC), table.amount("amount"))
    table.close()
    return extra


def _settled(top: Table) -> Settled | None:
    table = top.table("settlement")
    if table is None:
        return None
    settled = Settled(table.get("day", date), table.amount("amount"))
    table.close()
    return settled


def _announced(top: Table) -> date | None:
    table = top.table("announcement")
    if table is None:
        return None
    day = table.get("day", date)
    table.close()
    return day
