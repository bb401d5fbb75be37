"""Verifying what a household or a passer-by holds: a pack, a code read from paper, a statement or a report as PDF.

What lives here: finding the proof in it and holding it against whom we trust. What must not: who that is; it never
comes out of what is verified.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any, Final

from jjledger.errors import refusal
from jjledger.proof.checkpoint import Policy
from jjledger.proof.failed import ProofError
from jjledger.render.verifier import policy_read
from jjledger.seal.codes import HouseholdCode, PosterCode, read_code, verify_code
from jjledger.seal.manifest import Manifest
from jjledger.seal.pack import Verified, verify_pack
from jjledger.seal.statement import Statement
from jjledger.units import yuan
from jjledger.workflows.verified_site import Site, Step, listed_files

PACK: Final = "pack.json"  # as a statement's PDF carries it
_PDF: Final = b"%PDF-"
_MOST_CODE: Final = 16_384  # bytes; a code holds far less


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody holds and what it is to be verified with."""

    data: bytes
    policy: Policy
    room: str | None = None
    poster: str = ""  # text of a poster's code, beside a household's code


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
            "请用核对页上“复制公钥”得到的那一段，存成文件；或用 --site、--ledger 指明。",
        ) from error


def verify_paper(held: Held, site: Site | None) -> Iterator[Step]:
    """Check a pack, a code, a household's statement or a published report.

    Args:
        held: what it is.
        site: the site that a report was taken from; None where there is none at hand.
    """
    text = held.data[:_MOST_CODE].decode(errors="replace").strip()
    if held.data.startswith(_PDF):
        yield from _pdf(held, site)
    elif text.startswith(("J1", "J2")):
        yield from _code(held, text)
    else:
        yield from _pack(held, held.data)


def _pack(held: Held, data: bytes) -> Iterator[Step]:
    try:
        found = verify_pack(data, held.policy, held.room)
    except ProofError as error:
        yield Step("核对包", str(error))
        return
    yield from _said(found)


def _code(held: Held, text: str) -> Iterator[Step]:
    """Verify a code; a household's needs the poster's beside it."""
    try:
        codes = [read_code(one) for one in (text, held.poster) if one]
        household = next((one for one in codes if isinstance(one, HouseholdCode)), None)
        poster = next((one for one in codes if isinstance(one, PosterCode)), None)
        if household is None or poster is None:
            missing = "海报" if poster is None else "自家对账单"
            yield Step("二维码里的文字", f"还缺{missing}上的二维码：两个一起才核对得出。")
            return
        yield from _said(verify_code(household, poster, held.policy, held.room))
    except ProofError as error:
        yield Step("二维码里的文字", str(error))


def _pdf(held: Held, site: Site | None) -> Iterator[Step]:
    """Verify the pack that a statement carries and that the paper shows its figures, or find a report on the site."""
    from pypdf import PdfReader  # noqa: PLC0415 -- slow to import, and only papers need it
    from pypdf.errors import PyPdfError  # noqa: PLC0415 -- see above

    try:
        reader = PdfReader(BytesIO(held.data))
        packs = reader.attachments.get(PACK, [])
        text = "".join("".join(page.extract_text().split()) for page in reader.pages) if packs else ""
    except (PyPdfError, ValueError, KeyError) as error:
        yield Step("PDF", f"读不出来：{error}")
        return
    if packs:
        yield from _statement(held, packs[0], text)
    else:
        yield _report(held.data, site)


def _statement(held: Held, pack: bytes, text: str) -> Iterator[Step]:
    try:
        found = verify_pack(pack, held.policy, held.room)
    except ProofError as error:
        yield Step("PDF 里的核对包", str(error))
        return
    missing = [amount for amount in _amounts(found.statement) if amount not in text]
    yield Step("纸面上的金额与核对包相同", f"纸面上找不到：{'、'.join(missing)}" if missing else "")
    yield from _said(found)


def _report(data: bytes, site: Site | None) -> Step:
    """Find a PDF that carries no proof of itself among the files that a site lists."""
    if site is None:
        return Step(
            "这份 PDF",
            "里面没有核对包。公示的报告请加  --site 网站文件夹  核对；对账单请用有核对包的那一份。",
        )
    digest = sha256(data).hexdigest()
    where = [path for path, told in listed_files(site).items() if told == digest]
    if where:
        return Step(
            f"这份 PDF 与网站上的一字不差：{where[0]}；网站本身请用  jjledger verify 网站文件夹  核对"
        )
    return Step("这份 PDF", "网站上没有字节相同的一份：被改过，或者不是这个网站的。")


def _amounts(statement: Statement) -> list[str]:
    """List the amounts that a statement must show: what it had, has or owes."""
    opening = yuan(abs(statement.opening_fen))
    return [opening, yuan(statement.closing_fen or statement.arrears_fen)]


def _said(found: Verified) -> Iterator[Step]:
    """Say what holds, and how far."""
    statement, manifest = found.statement, found.manifest
    owes = f"，欠 {yuan(statement.arrears_fen)} 元" if statement.arrears_fen else ""
    yield Step(
        f"{statement.room}：{statement.period} 期末余额 {yuan(statement.closing_fen)} 元{owes}，加得起来"
    )
    yield Step(f"这笔钱算在公布的各户合计里：{_total(manifest, statement.fund)} 元")
    yield Step(
        f"公示登记在册：第 {found.index} 条，登记册共 {found.checkpoint.size} 条，根 {found.checkpoint.root.hex()}"
    )
    names = "、".join(signer.key.name for signer in found.witnesses)
    if found.lacking:
        yield Step(f"尚缺 {found.lacking} 家见证{f'（已有 {names}）' if names else ''}", amber=True)
    elif not names:
        yield Step("没有约定见证人，仅发布方签名", amber=True)
    else:
        yield Step(f"见证人：{names}")


def _total(manifest: Manifest, fund: str) -> str:
    block = manifest.fund(fund)
    assert block is not None, "what verified has its fund"
    return yuan(block.sums.closing_fen)
