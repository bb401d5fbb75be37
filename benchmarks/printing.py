"""Print what is measured: `python -m benchmarks.printing statements COUNT`, or `rows COUNT`; figures as JSON.

What lives here: the work, and the plain loop it is held against. What must not: limits.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Final

from weasyprint import HTML

from jjledger.books.ledger import load_ledger
from jjledger.books.owners_file import read_owner_names
from jjledger.books.source import Source
from jjledger.disclosure.models import HouseholdStatement, PublicRevenue
from jjledger.period import parse_period
from jjledger.render import html
from jjledger.render.household_papers import STYLES, paper_files
from jjledger.render.pdf import Printer, styles_of
from jjledger.workflows.disclose import Request, disclose
from jjledger.workflows.statement import Wanted
from jjledger.workflows.statement_run import statement_run

_SAMPLE: Final = Path(__file__).resolve().parents[1] / "ledgers" / "guiyu2"
_TODAY: Final = date(2026, 1, 31)


def main(what: str, count: int) -> dict[str, float]:
    """Do one of the works."""
    return {"statements": statements, "rows": rows}[what](count)


def statements(count: int) -> dict[str, float]:
    """Print statements of households in turn as the program does and as a plain loop does; seconds a statement."""
    run = statement_run(load_ledger(_SAMPLE, _TODAY), "", Wanted("", parse_period("2025"), _TODAY))
    papers = [paper for paper in run.draw(range(count)) if isinstance(paper, HouseholdStatement)]
    printer = Printer()
    ways: dict[str, Callable[[HouseholdStatement], object]] = {
        "program": lambda paper: paper_files(paper, ("pdf",), printer),
        "loop": plainly,
    }
    used: dict[str, list[float]] = {way: [] for way in ways}
    for paper in papers:
        for way, printed in ways.items():
            start = time.process_time()
            printed(paper)
            used[way].append(time.process_time() - start)
    return {way: median(times) for way, times in used.items()} | {
        "ratio": median(ours / loop for ours, loop in zip(used["program"], used["loop"], strict=True)),
        "count": len(papers),
    }


def plainly(paper: HouseholdStatement) -> bytes:
    """Print a statement as WeasyPrint's own page tells: styles in the page, the system's font, no standard kept."""
    page = html.disclosure(paper, "paper").replace("</head>", f"<style>{styles_of(STYLES)}</style></head>")
    printed: bytes = HTML(string=page).write_pdf()
    return printed


def rows(count: int) -> dict[str, float]:
    """Print a disclosure with many vouchers."""
    page = _revenue()
    vouchers = page.vouchers
    more = tuple(
        replace(vouchers[number % len(vouchers)], anchor=f"v-{number}")
        for number in range(count - len(vouchers))
    )
    text = html.disclosure(replace(page, vouchers=(*vouchers, *more)), "paper")
    return {"bytes": len(Printer().pdf(text))}


def _revenue() -> PublicRevenue:
    ledger = load_ledger(_SAMPLE, _TODAY)
    names = read_owner_names(Source(ledger.folder))
    issues: Sequence[object] = [
        page
        for issue in disclose(ledger, names, Request(_TODAY), None).issues.values()
        for page in issue.pages
    ]
    return next(page for page in issues if isinstance(page, PublicRevenue))


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]))))
