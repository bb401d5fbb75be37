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
from jjledger.disclosure.models import Document, MaintenanceFund, PublicRevenue
from jjledger.disclosure.period_models import PeriodPage
from jjledger.disclosure.poster import hangs
from jjledger.disclosure.poster_models import CheckSheet, Stamp
from jjledger.errors import refusal
from jjledger.period import Period, chinese_day, parse_period
from jjledger.render.pdf import Printer
from jjledger.render.posters import check_sheet, poster_files, poster_tiles
from jjledger.render.verifier import policy_fingerprint, policy_told
from jjledger.seal.codes import poster_code
from jjledger.store.system import RealSystem
from jjledger.workflows.disclose import Request, disclose
from jjledger.workflows.public_log import find_log
from jjledger.workflows.published import published_at
from jjledger.workflows.read_back import read_model
from jjledger.workflows.registering import VERIFIER
from jjledger.workflows.sealing import MANIFEST
from jjledger.workflows.stamping import stamp_of

DATA: Final = "data.json"
SUMS: Final = "SHA256SUMS"  # what an edition's files were when they went out
PAPERS: Final = "PAPERS.SHA256"  # the same of its papers
FILES: Final = ("poster-a4.pdf", "poster-a3.pdf", "poster-a2.pdf", "one-sheet.pdf")
REPORT: Final = "report.pdf"  # the whole disclosure, which hangs where there is no poster of it
TILES: Final = "poster-a3-tiles.pdf"
SHEET: Final = "check-sheet.pdf"
# What hangs, as a person chooses it.
PAPER_WORDS: Final[Mapping[str, str]] = {
    "poster-a2.pdf": "海报 A2", "poster-a3.pdf": "海报 A3", "poster-a4.pdf": "海报 A4",
    "one-sheet.pdf": "大字一页", SHEET: "核对单", REPORT: "打印版",
}  # fmt: skip
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
    hung: date | None = None  # the day on which the copy goes up; None: the day on which it went out


def posters_out(folder: Path, site: Path, wanted: Wanted) -> dict[str, bytes]:
    """Fetch the papers of what went out last, or of a period that is named.

    Those of a period long over are printed now, as they would have been, and so is a copy that goes up on
    another day. What has no poster is hung as its page on paper, where it is asked for.

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
    pages = _chosen(published.periods if published else {}, wanted)
    if not pages:
        title = wanted.period.title if wanted.period else ""
        raise refusal(
            str(place), f"{title}{_words(wanted)}还没有公示，没有可以张贴的。",
            "请先运行  jjledger publish ，网站写在别处的用 --site 指明；公示以前想看看样子，请加 --draft。",
        )  # fmt: skip
    files: dict[str, bytes] = {}
    for page in pages:
        _refuse_early(page, wanted)
        edition = place / page.period_code / f"v{page.in_force.number}"
        if page.in_force.entry is not None:
            files[f"{folder.name}-{page.period_code}-{SHEET}"] = _check_sheet(site, place, page)
        for document in _documents(page, wanted):
            stem = f"{folder.name}-{page.period_code}-{document}"
            if wanted.hung is not None and document in _MODELS:
                stem += f"-from-{wanted.hung}"
            papers = _papers(edition, stamp_of(page.in_force), document, wanted)
            files |= {f"{stem}-{name}": paper for name, paper in papers.items()}
    return files


def papers_of(page: PeriodPage) -> dict[Document, tuple[str, ...]]:
    """Say what hangs of each document of the edition in force: its posters, or what has none its report.

    Args:
        page: of the period, as it is out.
    """
    found: dict[Document, tuple[str, ...]] = {}
    for one in page.in_force.documents:
        if not one.withdrawn and one.document in _MODELS:
            checked = (SHEET,) if page.in_force.entry is not None and one.document != "public-revenue" else ()
            found[one.document] = (*FILES, *checked)
        elif not one.withdrawn:
            found[one.document] = (REPORT,)
    return found


def paper_out(folder: Path, site: Path, wanted: Wanted, name: str) -> bytes:
    """Fetch one paper of what is out, as `posters_out` does.

    Args:
        folder: the community's.
        site: where the site stands.
        wanted: period and document, both named.
        name: one of those that `papers_of` lists.

    Raises:
        OptionError: it is not what went out.
        RenderError: it could not be printed.
    """
    place = site / "d" / folder.name
    published = published_at(place)
    (page,) = _chosen(published.periods if published else {}, wanted)
    _refuse_early(page, wanted)
    if name == SHEET:
        return _check_sheet(site, place, page)
    edition = place / page.period_code / page.in_force.path
    return _papers(edition, stamp_of(page.in_force), wanted.document, wanted)[name]


def _check_sheet(site: Path, place: Path, page: PeriodPage) -> bytes:
    """Print the sheet with the code by which anybody verifies the edition in force."""
    edition = page.in_force
    assert edition.entry is not None, "asked only of what is in the log"
    manifest = (place / page.period_code / edition.path / MANIFEST).read_text(encoding="utf-8")
    proof = (site / f"log/proofs/{edition.entry}.tlog-proof").read_text(encoding="utf-8")
    policy = policy_told(find_log(site, RealSystem()).policy)
    origin = str(policy["origin"])
    home = origin.removesuffix("/log")
    sheet = CheckSheet(
        community=page.community,
        period_title=page.period_title,
        sample=page.sample,
        demo=edition.demo,
        entry=edition.entry,
        root=edition.log_root,
        code=poster_code(manifest, proof),
        fingerprint=policy_fingerprint(policy),
        log_key=str(policy["log"]),
        address="" if home in {"local", origin} else f"https://{home}/{VERIFIER}",
        contact=page.contact,
    )
    return check_sheet(sheet, Printer())


def _papers(edition: Path, stamp: Stamp, document: str, wanted: Wanted) -> dict[str, bytes]:
    """Fetch the papers of one document as they went out, or print them anew."""
    if document not in _MODELS:
        return dict(zip((REPORT,), _as_published(edition, SUMS, document, (REPORT,)), strict=True))
    (data,) = _as_published(edition, SUMS, document, (DATA,))
    model = read_model(_MODELS[document], data.decode())
    if wanted.hung is None and hangs(model.head.last_day, model.head.issued):
        papers = dict(zip(FILES, _as_published(edition, PAPERS, document, FILES), strict=True))
    else:
        papers = poster_files(model, stamp, Printer(), hung=wanted.hung)
    if wanted.tiles:
        papers[TILES] = poster_tiles(model, stamp, Printer(), hung=wanted.hung)
    return papers


def _refuse_early(page: PeriodPage, wanted: Wanted) -> None:
    issued = page.in_force.issued
    if wanted.hung is not None and wanted.hung < issued:
        raise refusal(
            f"--from {wanted.hung}", f"{page.period_title}的这一版 {chinese_day(issued)}才公示。",
            "请写贴上去的那一天。",
        )  # fmt: skip


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
    _refuse_unknown(wanted, drafted=True)
    assert wanted.period is not None, "a draft is of a period that is named"
    code = ledger.books.community.code
    disclosed = disclose(ledger, read_owner_names(Source(ledger.folder)), Request(today, wanted.period))
    printer = Printer()
    files: dict[str, bytes] = {}
    for page in disclosed.pages:
        if isinstance(page, PublicRevenue | MaintenanceFund) and wanted.document in {"", page.head.document}:
            draft = replace(page, head=replace(page.head, issued=None))
            stem = f"{code}-{wanted.period.code}-{page.head.document}-draft"
            made = poster_files(draft, Stamp(), printer, draft=True)
            if wanted.tiles:
                made[TILES] = poster_tiles(draft, Stamp(), printer, draft=True)
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


def _refuse_unknown(wanted: Wanted, *, drafted: bool = False) -> None:
    known = [one for one in TITLES if (one in _MODELS if drafted else one != "household")]
    if wanted.document not in {"", *known}:
        names = "、".join(f"{document}（{TITLES[document]}）" for document in known)
        raise refusal(f"--document {wanted.document}", "没有这一份可以张贴的。", f"可以写：{names}。")


def _words(wanted: Wanted) -> str:
    return next((title for document, title in TITLES.items() if document == wanted.document), "")


def _chosen(periods: Mapping[str, PeriodPage], wanted: Wanted) -> Sequence[PeriodPage]:
    """Find the period asked for, or all of which papers went out last.

    A first publication brings years of them; of those long over none is wanted, unless there are no others.
    """
    found = [page for page in periods.values() if _documents(page, wanted)]
    if wanted.period is not None:
        return [page for page in found if page.period_code == wanted.period.code]
    issued = max((page.in_force.issued for page in found), default=None)
    last = sorted((page for page in found if page.in_force.issued == issued), key=_last_day)
    return [page for page in last if hangs(_last_day(page), issued)] or last[-1:]


def _last_day(page: PeriodPage) -> date:
    return parse_period(page.period_code).last_day


def _documents(page: PeriodPage, wanted: Wanted) -> list[str]:
    """List what to hang of a period: what has a poster, and where nothing has, or it is named, what has none."""
    out: list[str] = [one.document for one in page.in_force.documents if not one.withdrawn]
    if wanted.document:
        return [document for document in out if document == wanted.document]
    posters = [document for document in out if document in _MODELS]
    return posters or (out if wanted.period is not None else [])


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
