"""E97: is every audit report on file as it was filed, of a period that is over?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jjledger.errors import FORMAT
from jjledger.facts.books import Books
from jjledger.facts.finding import Finding, Place


def check_audit_reports(books: Books, today: date) -> Iterator[Finding]:
    """Warn of a report that is not among the originals or was altered there, and of one from the future.

    Args:
        books: the general book.
        today: the day on which the question is asked.

    Source: 台州市物业管理条例 第23条; R46.
    """
    on_file = {one.file for one in books.originals if one.state == "sound"}
    for name, report in sorted(books.audits.items()):
        if report is None:
            continue
        place = Place(f"audits/{name}.toml", 0)
        if report.report not in on_file and (report.report or report.tested is None):
            yield Finding(
                "E97", "warn", place, f"审计报告 {report.report} 不在原始凭证清册里，或已被改动。",
                "请用 jjledger voucher attach 把报告附到付审计费的凭证上，再把 report 写成它的路径。", FORMAT,
            )  # fmt: skip
        if report.day > today:
            yield Finding(
                "E97", "warn", place, f"审计报告的日期 {report.day} 还没有到。", "请对照报告改正 day 和文件名。", FORMAT,
            )  # fmt: skip
