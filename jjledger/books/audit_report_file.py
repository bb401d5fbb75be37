"""Read and write audits/<day>-<slug>.toml: what an auditor reported, in the words of a person, with the report's file.

Where the program asked questions for the report, what it asked stands below, and the record may be signed: the note
lies in audits/signed/ and is the entry of the public log over the record's own hash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Final

from jjledger.books.audit_signature import read_signature, signature_file
from jjledger.books.audit_tested_file import read_tested, tested_lines
from jjledger.books.record_folder import read_folder
from jjledger.books.source import Source
from jjledger.books.text import quoted
from jjledger.books.toml_table import Table, read_toml
from jjledger.facts.audit_report import (
    CAUSE_WORDS,
    NO_OPINION,
    OPINION_WORDS,
    AuditPoint,
    AuditReport,
    Cause,
    Corrected,
    Opinion,
)
from jjledger.facts.audit_tested import Examined
from jjledger.facts.auditor import Auditor
from jjledger.facts.community import Fund
from jjledger.facts.finding import Finding
from jjledger.facts.original import ORIGINALS_FOLDER

FOLDER: Final = "audits"
_NAME: Final = re.compile(r"(\d{4}-\d{2}-\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)", re.ASCII)
_OPINIONS: Final[Mapping[str, Opinion]] = {name: name for name in OPINION_WORDS}
_CAUSES: Final[Mapping[str, Cause]] = {name: name for name in CAUSE_WORDS}
_PUBLIC: Final = "请写明，不写姓名和房号；公示页面上会显示。"
_MOST_DAYS: Final = 365
_CORRECTION: Final = "更正要把原来的记录和签名留在原处；请从版本库取回，更正用 jjledger audit correct 写成。"


def read_audit_reports(
    source: Source, funds: Sequence[Fund], auditors: Sequence[Auditor] = ()
) -> tuple[Mapping[str, AuditReport | None], tuple[Finding, ...]]:
    """Read every report of a community.

    Args:
        source: the community's files.
        funds: of the community.
        auditors: whose signatures count.

    Returns:
        The reports by name, None where a record cannot be read, and what is wrong with those.
    """
    codes = frozenset(fund.code for fund in funds)
    return read_folder(
        source, FOLDER, lambda own, name: read_audit_report(own, name, codes, auditors), ("E96", "审计报告")
    )


def read_audit_report(
    source: Source, name: str, codes: frozenset[str], auditors: Sequence[Auditor] = ()
) -> AuditReport:
    """Read one report.

    Args:
        source: the community's files.
        name: of the file, without its ending.
        codes: of the community's funds.
        auditors: whose signatures count.

    Raises:
        CommunityFileError: unknown or missing keys, or values that make no sense.
    """
    top = read_toml(source, f"{FOLDER}/{name}.toml")
    day = top.get("day", date)
    found = _NAME.fullmatch(name)
    if found is None or found[1] != day.isoformat():
        raise top.refuse(
            "day", f"文件名「{name}」不是报告日期加名称。",
            f"请把文件改名为 {day}-annual.toml 这样的名称，名称只用小写字母、数字和连字符。",
        )  # fmt: skip
    first_day, last_day = top.get("first_day", date), top.get("last_day", date)
    if not first_day <= last_day <= day:
        raise top.refuse(
            "first_day", "审计期间的起止与报告日期先后不对。", "请核对 first_day、last_day 和 day。"
        )
    tested = read_tested(top)
    report = AuditReport(
        name,
        day,
        found[2],
        top.words("title", _PUBLIC),
        _funds(top, codes),
        first_day,
        last_day,
        top.words("auditor", "请写会计师事务所的全称，不写签字的人。"),
        top.choice("cause", _CAUSES),
        _opinion(top, tested),
        top.get("opinion_text", str, "").strip(),
        _report(top, tested),
        _days(top),
        tuple(_point(table) for table in top.tables("finding")),
        tested,
        top.get("key", str, ""),
        source.text(f"{FOLDER}/{name}.toml").replace("\r\n", "\n"),
        top.get("disclosure", int, 0) if "disclosure" in top.values else None,
        corrects=_corrected(top, source, name),
    )
    top.close()
    return replace(report, signature=read_signature(top, source, report, auditors))


def _corrected(top: Table, source: Source, name: str) -> Corrected | None:
    """Read what a record corrects; that record has to stand where it stood, as it was signed."""
    if "corrects" not in top.values:
        return None
    before = Corrected(
        top.get("corrects", str), top.get("corrects_sha256", str), top.words("reason", _PUBLIC)
    )
    place = audit_file(before.id)
    if before.id == name or _NAME.fullmatch(before.id) is None or not source.exists(place):
        raise top.refuse("corrects", f"没有 {before.id} 这份审计记录。", _CORRECTION)
    if text_sha256(source.text(place)) != before.sha256:
        raise top.refuse("corrects_sha256", f"{place} 不是更正时的那一份。", _CORRECTION)
    if not source.exists(signature_file(before.id)):
        raise top.refuse("corrects", f"{before.id} 的签名不在了。", _CORRECTION)
    return before


def text_sha256(text: str) -> str:
    """Hash a record's text as it is signed: with LF line ends, whatever ends they have on the disk."""
    return sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def _opinion(top: Table, tested: Examined | None) -> Opinion:
    opinion = top.choice("opinion", _OPINIONS)
    if opinion == NO_OPINION and tested is None:
        raise top.refuse(
            "opinion",
            "审计单位的报告总有一种意见。",
            "请照报告写 opinion；自查的用 jjledger audit --write 写成。",
        )
    return opinion


def _funds(top: Table, codes: frozenset[str]) -> tuple[str, ...]:
    funds = top.get("funds", list, [])
    strangers = [str(one) for one in funds if one not in codes]
    if strangers or len(set(funds)) != len(funds):
        raise top.refuse(
            "funds", f"funds 里有没有的或写了两次的资金：{'、'.join(strangers) or '重复'}。",
            '请写作  funds = ["3公共收益"]；审计不限于某项资金的，删去这一行。',
        )  # fmt: skip
    return tuple(funds)


def _report(top: Table, tested: Examined | None) -> str:
    file = top.get("report", str, None if tested is None else "")
    if not file and tested is not None:
        return ""  # the program's own report is the record
    if not file.startswith(f"{ORIGINALS_FOLDER}/") or ".." in file.split("/"):
        raise top.refuse(
            "report", f"report「{file}」不是存档的原件。",
            "请先用 jjledger voucher attach 把审计报告附到付审计费的凭证上，再写它的路径，例如 vouchers/2025/0123456789abcdef.pdf。",
        )  # fmt: skip
    return file


def _days(top: Table) -> int | None:
    days = top.get("days_posted", int, 0)
    if "days_posted" in top.values and not 0 < days <= _MOST_DAYS:
        raise top.refuse(
            "days_posted", f"days_posted「{days}」不是张贴的天数。", "请写 1 到 365，或删去这一行。"
        )
    return days or None


def _point(table: Table) -> AuditPoint:
    point = AuditPoint(
        table.words("words", _PUBLIC),
        table.amount("amount") if "amount" in table.values else None,
        table.get("answer", str, "").strip(),
    )
    table.close()
    return point


def audit_file(name: str) -> str:
    """Name the record of a report."""
    return f"{FOLDER}/{name}.toml"


def audit_report_text(report: AuditReport) -> str:
    """Write a record that the program drew up."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: AuditReport) -> Iterator[str]:
    yield f"day          = {report.day}"
    yield f"title        = {quoted(report.title)}"
    if report.funds:
        yield f"funds        = [{', '.join(map(quoted, report.funds))}]"
    yield f"first_day    = {report.first_day}"
    yield f"last_day     = {report.last_day}"
    yield f"auditor      = {quoted(report.auditor)}"
    yield f"cause        = {quoted(report.cause)}"
    yield f"opinion      = {quoted(report.opinion)}"
    if report.opinion_text:
        yield f"opinion_text = {quoted(report.opinion_text)}"
    if report.report:
        yield f"report       = {quoted(report.report)}"
    if report.disclosure is not None:
        yield f"disclosure   = {report.disclosure}"
    if report.key:
        yield f"key          = {quoted(report.key)}"
    if report.corrects is not None:
        yield f"corrects     = {quoted(report.corrects.id)}"
        yield f"corrects_sha256 = {quoted(report.corrects.sha256)}"
        yield f"reason       = {quoted(report.corrects.reason)}"
    if report.tested is not None:
        yield ""
        yield from tested_lines(report.tested)


def with_head(record: str, pairs: Mapping[str, str]) -> str:
    """Put keys into a record's own text, before its first table; what a person wrote stays as it is.

    Args:
        record: its text.
        pairs: keys and their values as TOML writes them; those that are there already are replaced.
    """
    lines = record.split("\n")
    first = next((number for number, line in enumerate(lines) if line.startswith("[")), len(lines))
    head = [line for line in lines[:first] if line.partition("=")[0].strip() not in pairs]
    place = len(head)
    while place and (not head[place - 1].strip() or head[place - 1].startswith("#")):
        place -= 1
    new = [f"{key:<12} = {value}" for key, value in pairs.items()]
    return "\n".join([*head[:place], *new, *head[place:], *lines[first:]])
