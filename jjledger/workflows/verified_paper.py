"""Verifying what a household or a passer-by holds: a pack, a code read from paper, a statement or a report as PDF.

What lives here: finding the proof in it and holding it against whom we trust. What must not: who that is; it never
comes out of what is verified.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from jjledger.errors import refusal
from jjledger.proof import tlog_proof
from jjledger.proof.checkpoint import Opened, Policy
from jjledger.proof.failed import ProofError
from jjledger.render.verifier import policy_read
from jjledger.seal.codes import HouseholdCode, PosterCode, codes_in, read_code, verify_code
from jjledger.seal.manifest import Manifest, read_manifest
from jjledger.seal.pack import Verified, verify_pack
from jjledger.units import yuan
from jjledger.workflows.log_compare import paper_beside
from jjledger.workflows.public_log import FoundLog
from jjledger.workflows.saved_page import emptied, is_page, saved_pack
from jjledger.workflows.verified_in_force import still_counts
from jjledger.workflows.verified_report import verify_report
from jjledger.workflows.verified_statement import FUND_WORDS, Page, page_steps, read_page
from jjledger.workflows.verified_step import Site, Step
from jjledger.workflows.verified_web_page import saved_page, verify_page

_PDF: Final = b"%PDF-"
_AGAIN: Final = "。请先把两个大码都重新扫一次、从头到尾全部复制，再核对；还是不成立，再带着纸去问业主委员会。"
_MOST_CODE: Final = 16_384  # bytes; a code holds far less


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody holds and what it is to be verified with."""

    data: bytes
    policy: Policy
    room: str | None = None
    poster: str = ""  # text of a poster's code, beside a household's code
    log: FoundLog | None = None  # that is at hand; proofs are held against it


def read_policy(data: bytes, place: str) -> Policy:
    """Read whom to trust, as the verifying page shows it.

    Raises:
        OptionError: it is written otherwise.
    """
    try:
        told: dict[str, Any] = json.loads(data)
        return policy_read(told)
    except (ValueError, KeyError, TypeError, ProofError) as error:
        raise refusal(
            place,
            "这不是核对所依据的公钥。",
            "请用核对页上“复制核对依据”得到的那一段，存成文件；或用 --site、--ledger 指明。",
        ) from error


def verify_paper(held: Held, site: Site | None, log: FoundLog | None = None) -> Iterator[Step]:
    """Check a pack, a code, a household's statement, a published report or a page.

    Args:
        held: what it is.
        site: the site that a report was taken from; None where there is none at hand.
        log: the log against which a page or a proof is held; None where there are only keys.
    """
    held = replace(held, log=log)
    text = held.data[:_MOST_CODE].decode(errors="replace").strip()
    if held.data.startswith(_PDF):
        yield from _pdf(held, site)
    elif is_page(held.data):
        yield from _web_page(held, site, log)
    elif not text.startswith("{") and codes_in(text):
        yield from _code(held, codes_in(text))
    else:
        yield from _pack(held, "核对包", held.data)


def _pack(held: Held, what: str, data: bytes, page: Page | None = None) -> Iterator[Step]:
    """Verify a pack, and that the paper which carries it says what it says."""
    try:
        found = verify_pack(data.removesuffix(b"\n"), held.policy, held.room)
    except ProofError as error:
        yield Step(what, str(error))
        return
    if page is not None:
        yield from page_steps(page, found.statement, data)
    yield from _said(found, held)


def _web_page(held: Held, site: Site | None, log: FoundLog | None) -> Iterator[Step]:
    """Verify the pack that a page carries, or else the page itself."""
    pack = saved_pack(held.data)
    if pack is None:
        yield from verify_page(held.data, log, site)
        return
    yield from _pack(held, "网页里的核对包", pack)
    before = emptied(held.data)
    if before is not None and log is not None and log.kept.entries:
        yield saved_page(before, log)
    else:  # a forged page links an honest pack
        yield Step("网页上写的房号和金额没有与核对包比对：以这里核对出来的为准，不要看网页上写的", amber=True)


def _code(held: Held, found: list[str]) -> Iterator[Step]:
    """Verify codes; a household's needs the poster's beside it, a poster's stands alone."""
    beside = codes_in(held.poster) or ([held.poster] if held.poster else [])
    try:
        codes = [read_code(one) for one in dict.fromkeys((*found, *beside))]
        households = [one for one in codes if isinstance(one, HouseholdCode)]
        posters = {one for one in codes if isinstance(one, PosterCode)}
        if len(posters) != 1:
            missing = (
                "有两份不同的公布内容：请只放同一期的。"
                if posters
                else "还缺核对单上的二维码：两个一起才核对得出。"
            )
            yield Step("二维码里的文字", missing)
            return
        (poster,) = posters
        if not households:
            yield from _poster(held, poster)
        for household in households:
            yield from _said(verify_code(household, poster, held.policy, held.room), held)
    except ProofError as error:  # one wrong letter breaks a proof as a lie does
        yield Step("二维码里的文字", f"{error}{_AGAIN if error.code != 'room' else ''}")


def _poster(held: Held, poster: PosterCode) -> Iterator[Step]:
    """Verify a poster's code by itself: what was published, and that it is in the log."""
    manifest = read_manifest(poster.manifest)
    index, opened = tlog_proof.verify(poster.log.encode(), poster.manifest.encode(), held.policy)
    yield Step(
        f"海报：{manifest.community} {manifest.period} 第 {manifest.edition} 版，{manifest.issued} 公布，"
        "各项合计加得起来"
    )
    for block in manifest.funds:
        yield Step(
            f"{FUND_WORDS[block.fund]}：{block.households} 户，各户合计 {yuan(block.sums.closing_fen)} 元"
        )
    yield from _logged(index, opened)
    yield from paper_beside(index, poster.manifest, opened.checkpoint, held.log)
    yield from still_counts(index, poster.manifest, held.log, "请看新的一版")


def _pdf(held: Held, site: Site | None) -> Iterator[Step]:
    """Verify the pack that a statement carries and that the paper shows its figures, or find a report on the site."""
    try:
        page = read_page(held.data)
    except ValueError as error:
        yield Step("PDF", f"读不出来：{error}")
        return
    if page.packs:
        yield Step("PDF 里只有一个核对包", "" if len(page.packs) == 1 else "有好几个，不知道该信哪一个。")
        yield from _pack(held, "PDF 里的核对包", page.packs[0], page)
    elif site is None:
        yield Step(
            "这份 PDF",
            "里面没有核对包。公示的报告请加  --site 网站文件夹  核对；对账单请用有核对包的那一份。",
        )
    else:
        yield from verify_report(held.data, site)


def _said(found: Verified, held: Held) -> Iterator[Step]:
    """Say what holds, and how far."""
    statement, manifest = found.statement, found.manifest
    owes = f"，欠 {yuan(statement.arrears_fen)} 元" if statement.arrears_fen else ""
    yield Step(
        f"{statement.room}：{statement.period} 期末余额 {yuan(statement.closing_fen)} 元{owes}，加得起来"
    )
    if held.room is None:
        yield Step("没有写 --room：请自己看清房号是不是您家的", amber=True)
    yield Step(f"这笔钱算在公布的各户合计里：{_total(manifest, statement.fund)} 元")
    yield from _logged(found.index, Opened(found.checkpoint, found.witnesses, found.lacking))
    yield from paper_beside(found.index, manifest.text(), found.checkpoint, held.log)
    yield from still_counts(found.index, manifest.text(), held.log, "请要新的对账单")


def _logged(index: int, opened: Opened) -> Iterator[Step]:
    """Say where it is in the log, and who saw the log."""
    size, root = opened.checkpoint.size, opened.checkpoint.root.hex()
    yield Step(f"公示登记在册：第 {index} 条，登记册共 {size} 条，登记册校验码 {root}")
    names = "、".join(signer.key.name for signer in opened.witnesses)
    if opened.lacking:
        yield Step(f"尚缺 {opened.lacking} 家见证{f'（已有 {names}）' if names else ''}", amber=True)
    elif not names:
        yield Step("没有约定见证人，仅发布方签名", amber=True)
    else:
        yield Step(f"见证人：{names}")


def _total(manifest: Manifest, fund: str) -> str:
    block = manifest.fund(fund)
    assert block is not None, "what verified has its fund"
    return yuan(block.sums.closing_fen)
