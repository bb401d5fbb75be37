"""Read and write objections/2025-10-22-1.toml: what an owner objected to, and what was answered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from jjledger.books.record_folder import read_folder
from jjledger.books.source import Source
from jjledger.books.text import quoted
from jjledger.books.toml_table import Table, read_toml
from jjledger.facts.finding import Finding, Place
from jjledger.facts.objection import FOLDER, RESULT_WORDS, Answer, Objection, Result
from jjledger.period import parse_period

_ID: Final = re.compile(r"(\d{4}-\d{2}-\d{2})-[1-9]\d*", re.ASCII)
_RESULTS: Final[dict[str, Result]] = {result: result for result in RESULT_WORDS}


def objection_file(identity: str) -> str:
    """Name the record of an objection."""
    return f"{FOLDER}/{identity}.toml"


def read_objections(source: Source) -> tuple[Mapping[str, Objection | None], tuple[Finding, ...]]:
    """Read every record of a community.

    Args:
        source: the community's files.

    Returns:
        The objections by number, None where a record cannot be read, and what is wrong with those.
    """
    return read_folder(source, FOLDER, _read, ("E89", "异议"))


def _read(source: Source, identity: str) -> Objection:
    name = objection_file(identity)
    top = read_toml(source, name)
    day = top.get("day", date)
    number = _ID.fullmatch(identity)
    if number is None or number[1] != day.isoformat():
        raise top.refuse(
            "day", f"文件名「{identity}」不是收到异议的日期加序号。", f"请把文件改名为 {day}-1.toml。"
        )
    period = top.get("period", str)
    try:
        parse_period(period)
    except ValueError as error:
        raise top.refuse("period", f"{error}。", '例如 period = "2025-Q3"。') from error
    due = top.get("due", date)
    if due < day:
        raise top.refuse("due", f"答复期限 {due} 在收到异议以前。", "请对照收件记录改正日期。")
    read = Objection(
        identity,
        day,
        period,
        top.get("document", str, ""),
        top.words("line", "请写对哪一项有异议，例如 停车·月租。"),
        top.words("words", "请照业主说的写；不公开。"),
        top.get("household", str, ""),
        due,
        _answer(top, day),
        Place(name, 1),
    )
    top.close()
    return read


def _answer(top: Table, received: date) -> Answer | None:
    table = top.table("answer")
    if table is None:
        return None
    day = table.get("day", date)
    if day < received:
        raise table.refuse("day", f"答复日期 {day} 在收到异议以前。", "请对照答复改正日期。")
    papers = table.get("papers", list, [])
    if not all(isinstance(paper, str) and paper for paper in papers):
        raise table.refuse("papers", "papers 不是文件名的列表。", "请用 jjledger objection answer 登记。")
    answer = Answer(
        day, table.choice("result", _RESULTS), table.words("words", "请写怎样答复的；不公开。"), tuple(papers)
    )
    table.close()
    return answer


def objection_text(objection: Objection) -> str:
    """Write the record of a new objection."""
    lines = [f"day       = {objection.day}", f"period    = {quoted(objection.period_code)}"]
    if objection.document:
        lines.append(f"document  = {quoted(objection.document)}")
    lines += [f"line      = {quoted(objection.line)}", f"words     = {quoted(objection.words)}"]
    if objection.household:
        lines.append(f"household = {quoted(objection.household)}")
    lines.append(f"due       = {objection.due}")
    return "\n".join(lines) + "\n"


def with_answer(source: Source, identity: str, answer: Answer) -> bytes:
    """Give a record's content with the answer after it; what stands there stays as it is."""
    lines = [
        "[answer]",
        f"day    = {answer.day}",
        f"result = {quoted(answer.result)}  # {RESULT_WORDS[answer.result]}",
        f"words  = {quoted(answer.words)}",
    ]
    if answer.papers:
        lines.append(f"papers = [{', '.join(quoted(paper) for paper in answer.papers)}]")
    return source.appended(objection_file(identity), "\n".join(lines) + "\n", "\n\n")
