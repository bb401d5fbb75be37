"""Papers for the notice board in a folder: of a period that is out as they were published, or as a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.books.owners_file import read_owner_names
from jjledger.books.source import Source
from jjledger.disclosure.head import DOCUMENTS, TITLES
from jjledger.disclosure.models import MaintenanceFund, PublicRevenue
from jjledger.disclosure.period_models import PeriodPage
from jjledger.disclosure.poster import hangs
from jjledger.errors import refusal
from jjledger.period import Period, parse_period
from jjledger.render.pdf import Printer
from jjledger.render.posters import poster_files, poster_tiles
from jjledger.workflows.disclose import Request, disclose
from jjledger.workflows.published import published_at
from jjledger.workflows.read_back import read_model

DATA: Final = "data.json"
SUMS: Final = "SHA256SUMS"  # what an edition's files were when they went out
PAPERS: Final = "PAPERS.SHA256"  # the same of its papers
FILES: Final = ("poster-a4.pdf", "poster-a3.pdf", "poster-a2.pdf", "one-sheet.pdf")
TILES: Final = "poster-a3-tiles.pdf"
_GROUND: Final = "公示一经发布不再改写"
_MODELS: Final[Mapping[str, type[PublicRevenue | MaintenanceFund]]] = {
    document: PublicRevenue if kind == "public_revenue" else MaintenanceFund
    for kind, document in DOCUMENTS.items()
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which papers somebody wants."""

    period: Period | None = None  # None: the latest that is out
    document: str = ""  # "" is every document that has papers
    tiles: bool = False  # A3 on two A4 sheets as well


def posters_out(folder: Path, site: Path, wanted: Wanted) -> dict[str, bytes]:
    """Fetch the papers of a period that is out; of one long over they are printed now, as they would have been.

    Args:
        folder: the community's.
        site: where the site stands.
        wanted: which.

    Returns:
        Content by file name: community, period, document and size.

    Raises:
        OptionError: nothing of the kind is out, or a paper or its data is not what went out.
        RenderError: a paper could not be printed.
    """
    _refuse_unknown(wanted)
    place = site / "d" / folder.name
    published = published_at(place)
    page = _chosen(published.periods if published else {}, wanted)
    if page is None:
        title = wanted.period.title if wanted.period else ""
        raise refusal(
            str(place), f"{title}{_words(wanted)}还没有公示，没有可以张贴的。",
            "请先运行  jjledger publish ，网站写在别处的用 --site 指明；公示以前想看看样子，请加 --draft。",
        )  # fmt: skip
    files: dict[str, bytes] = {}
    for document in _documents(page, wanted):
        edition = place / page.period_code / f"v{page.in_force.number}"
        stem = f"{folder.name}-{page.period_code}-{document}"
        (data,) = _as_published(edition, SUMS, document, (DATA,))
        model = read_model(_MODELS[document], data.decode())
        if hangs(model.head.last_day, model.head.issued):
            papers = dict(zip(FILES, _as_published(edition, PAPERS, document, FILES), strict=True))
        else:
            papers = poster_files(model, page.in_force.root, Printer())
        if wanted.tiles:
            papers[TILES] = poster_tiles(model, page.in_force.root, Printer())
        files |= {f"{stem}-{name}": paper for name, paper in papers.items()}
    return files


def draft_posters(ledger: Ledger, wanted: Wanted, today: date) -> dict[str, bytes]:
    """Print the papers of a period as they would go out today, 草稿 across each and without a check code.

    Args:
        ledger: a loaded community without blocking findings.
        wanted: which; the period is named.
        today: the day as of which they are drawn up.

    Raises:
        OptionError: the books do not allow that period to be shown.
        RenderError: a paper could not be printed.
    """
    _refuse_unknown(wanted)
    assert wanted.period is not None, "a draft is of a period that is named"
    code = ledger.books.community.code
    disclosed = disclose(ledger, read_owner_names(Source(ledger.folder)), Request(today, wanted.period))
    printer = Printer()
    files: dict[str, bytes] = {}
    for page in disclosed.pages:
        if isinstance(page, PublicRevenue | MaintenanceFund) and wanted.document in {"", page.head.document}:
            draft = replace(page, head=replace(page.head, issued=None))
            stem = f"{code}-{wanted.period.code}-{page.head.document}-draft"
            made = poster_files(draft, "", printer, draft=True)
            if wanted.tiles:
                made[TILES] = poster_tiles(draft, "", printer, draft=True)
            files |= {f"{stem}-{name}": data for name, data in made.items()}
    if not files:
        why = next(
            (finding.what for finding in disclosed.blocking()), "这一期还没有过完，或者账还没有记到期末。"
        )
        raise refusal(
            wanted.period.code, f"{wanted.period.title}{_words(wanted)}现在还印不出来：{why}",
            "请记完账、消除阻断项以后再印；有哪些阻断项，用  jjledger check  查看。",
        )  # fmt: skip
    return files


def _refuse_unknown(wanted: Wanted) -> None:
    if wanted.document not in {"", *_MODELS}:
        names = "、".join(f"{document}（{TITLES[document]}）" for document in DOCUMENTS.values())
        raise refusal(f"--document {wanted.document}", "没有这一份海报。", f"有海报的公示是：{names}。")


def _words(wanted: Wanted) -> str:
    return next((TITLES[document] for document in DOCUMENTS.values() if document == wanted.document), "")


def _chosen(periods: Mapping[str, PeriodPage], wanted: Wanted) -> PeriodPage | None:
    """Find the period asked for, or the latest, of which a paper is out."""
    found = [page for page in periods.values() if _documents(page, wanted)]
    if wanted.period is not None:
        return next((page for page in found if page.period_code == wanted.period.code), None)
    return max(found, key=lambda page: parse_period(page.period_code).last_day, default=None)


def _documents(page: PeriodPage, wanted: Wanted) -> list[str]:
    return [
        one.document
        for one in page.in_force.documents
        if one.document in _MODELS and not one.withdrawn and wanted.document in {"", one.document}
    ]


def _as_published(edition: Path, sums_of: str, document: str, names: Sequence[str]) -> Iterator[bytes]:
    """Read files of a document, each held against its hash."""
    sums = (edition / sums_of).read_text(encoding="utf-8").splitlines()
    hashes = {name: told for told, _, name in (line.partition("  ") for line in sums)}
    for name in names:
        path = edition / document / name
        data = path.read_bytes() if path.is_file() else b""
        if sha256(data).hexdigest() != hashes.get(f"{document}/{name}"):
            raise refusal(
                str(path), "这个文件和公示时不一样了，不能张贴。", "请从备份恢复网站的文件夹。", _GROUND
            )
        yield data
