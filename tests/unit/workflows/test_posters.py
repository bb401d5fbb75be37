"""Which papers hang of an edition, one document beside the other."""

from datetime import date

from jjledger.disclosure.period_models import Edition, EditionDocument, PeriodPage
from jjledger.workflows.posters import PAPER_WORDS, papers_of

POSTERS = ("poster-a4.pdf", "poster-a3.pdf", "poster-a2.pdf", "one-sheet.pdf")


def page(*documents: EditionDocument, entry: int | None = 7) -> PeriodPage:
    edition = Edition(2, date(2026, 1, 31), documents, entry=entry)
    return PeriodPage("某小区", "mou", "2025", "2025年度", (edition,), "业委会", 15, sample=False)


def test_what_has_a_poster_hangs_as_such_and_the_rest_as_its_report() -> None:
    found = papers_of(
        page(
            EditionDocument("public-revenue", "公共收益收支公示"),
            EditionDocument("maintenance-fund", "维修资金收支公示"),
            EditionDocument("contracts", "合同台账公示"),
        )
    )
    assert found == {
        "public-revenue": POSTERS,
        "maintenance-fund": (*POSTERS, "check-sheet.pdf"),
        "contracts": ("report.pdf",),
    }
    assert {name for names in found.values() for name in names} == set(PAPER_WORDS)


def test_what_was_taken_away_does_not_hang_and_nothing_is_checked_that_is_in_no_log() -> None:
    gone = EditionDocument("contracts", "合同台账公示", withdrawn=True)
    fund = EditionDocument("public-housing", "已售公有住房维修资金收支公示")
    assert papers_of(page(gone, fund, entry=None)) == {"public-housing": POSTERS}
