"""日程: what is to be disclosed and hung, by when, what is late; and the papers to hang."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from werkzeug import Response

from jjledger.disclosure.calendar import HEADINGS, DutyGroup, grouped
from jjledger.disclosure.calendar_models import Duty, DutyState
from jjledger.errors import OptionError, Trouble
from jjledger.serve.desk.field_words import Fields, day_typed, period_typed
from jjledger.serve.desk.file_pages import PRINTING, pdf_answer
from jjledger.serve.desk.visit import Visit, troubles_of
from jjledger.workflows.disclose import Published
from jjledger.workflows.due import due_of
from jjledger.workflows.posters import PAPER_WORDS, Wanted, paper_out, papers_of

_PAPER: Final = 3  # parts of a paper's address: period, document, paper
_FIELDS: Final = Fields({}, {"--from": "海报哪一天贴"})


@dataclass(frozen=True, slots=True)
class Hanging:
    """A paper that may be hung: what it is, and where the desk hands it out."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class DueLine:
    """Duties of one period or event that stand alike, with what can be done about them."""

    group: DutyGroup
    papers: tuple[tuple[str, tuple[Hanging, ...]], ...]  # by title of the document; what is in force
    opens: tuple[tuple[str, str], ...]  # words and address of the pages on which it is done


def due_pages(visit: Visit) -> Response | None:
    """Answer for 日程; None where there is no such page."""
    if visit.posted or len(visit.rest) not in {0, _PAPER}:
        return None
    try:
        return _paper(visit) if visit.rest else _show(visit)
    except OptionError as error:
        if not visit.rest:
            raise
        return _show(visit, _FIELDS.troubles(troubles_of(error)))


def _show(visit: Visit, troubles: Sequence[Trouble] = ()) -> Response:
    published = visit.held.published()
    due = due_of(visit.ledger, published, visit.today)
    sections = [
        (state, words, _lines(visit, published, due.duties, state))
        for state, words in HEADINGS.items()
        if state != "complete"
    ]
    given = {
        "sections": [one for one in sections if one[2]],
        "complete": _lines(visit, published, due.duties, "complete"),
        "counts": {state: sum(duty.state == state for duty in due.duties) for state in HEADINGS},
        "waiting": sum(duty.state in {"missing", "held"} for duty in due.duties),
        "out": due.out,
        "site": str(visit.held.site or ""),
        "today": visit.today,
        "hung": visit.asked("from"),
    }
    return visit.show("due", given, troubles)


def _lines(
    visit: Visit, published: Published | None, duties: tuple[Duty, ...], state: DutyState
) -> tuple[DueLine, ...]:
    """Put the duties of one state together as they are told, and say where each is done."""
    lines = []
    for group in grouped(duties, state):
        # The paper of a vote and that of the repair it is about are of one day, and of two addresses.
        of = [duty for duty in duties if (duty.state, duty.subject) == (state, group.subject)]
        of = [duty for duty in of if duty.title in group.titles]
        papers: list[tuple[str, tuple[Hanging, ...]]] = []
        opens = [("去答复", visit.address("objections"))] if of[0].kind == "objection" else []
        if state == "unposted":
            papers = [shown for duty in of for shown in _papers(visit, published, duty)]
            codes = dict.fromkeys(duty.period_code for duty in of)
            for code in codes:
                titles = "、".join(duty.title for duty in of if duty.period_code == code)
                words = "登记张贴" if len(codes) == 1 else f"登记张贴：{titles}"
                opens.append((words, f"{visit.address('posted', period=code)}#hang"))
        lines.append(DueLine(group, tuple(papers), tuple(opens)))
    return tuple(lines)


def _papers(
    visit: Visit, published: Published | None, duty: Duty
) -> Iterator[tuple[str, tuple[Hanging, ...]]]:
    """List what may be hung for a duty, of the edition in force."""
    page = published.periods.get(duty.period_code) if published else None
    for document, names in papers_of(page).items() if page else ():
        if document == duty.kind:
            where = ("due", duty.period_code, document)
            hung = {"from": visit.asked("from")} if visit.asked("from") else {}
            yield (
                duty.title,
                tuple(Hanging(PAPER_WORDS[name], visit.address(*where, name, **hung)) for name in names),
            )


def _paper(visit: Visit) -> Response | None:
    """Hand out a paper of the edition in force, as `jjledger poster` does; None where there is none."""
    code, document, name = visit.rest
    published = visit.held.published()
    page = published.periods.get(code) if published else None
    known = papers_of(page) if page else {}
    # Names are only looked up; what is opened is the site's own name of it.
    found = next(((one, paper) for one, names in known.items() for paper in names
                  if (one, paper) == (document, name)), None)  # fmt: skip
    if found is None or visit.held.site is None:
        return None
    hung = day_typed("--from", visit.asked("from"))
    wanted = Wanted(period_typed(code), found[0], hung=hung)
    with PRINTING:
        data = paper_out(visit.held.folder, visit.held.site, wanted, found[1])
    return pdf_answer(data, f"{visit.held.code}-{code}-{document}-{name}")
