"""A13: has every payment its papers, unaltered, and every large one a contract, project or decision?

B13 asks every voucher for its papers and B65, B66 look after the files; here they are asked of money that left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from jjledger.checks.audit.asked import NO_APPROVAL, Asked, Rule, in_order, key_of, public_left_out, row_of
from jjledger.facts.audit_finding import Answer, AuditFinding
from jjledger.facts.original import Original
from jjledger.rules.authority import COMMITTEE
from jjledger.rules.contracts import CONTRACT
from jjledger.rules.payments import Payment
from jjledger.units import yuan

CODE: Final = "A13"
_PAPERS: Final = "会计基础工作规范第51条：记账凭证必须附有原始凭证"
_CHOSEN: Final = "会计基础工作规范第78条：审批手续不全的收支应当退回补充"
_UNALTERED: Final = "财会〔2020〕6号：对任何篡改能够被发现"
_NAMED: Final = (CONTRACT, "project", COMMITTEE)


def ask(asked: Asked) -> Answer:
    """Ask which payments lack their papers, whose were altered, and which large ones name nothing they rest on.

    Args:
        asked: the books under audit.

    Source: 会计基础工作规范 第51条; 第78条; 财会〔2020〕6号.
    """
    listed = {one.file: one for one in asked.books.originals}
    payments = asked.paid()
    findings = [finding for one in payments for finding in _of(asked, one, listed)]
    unseen = [one for one in payments if one.voucher.attachments and not one.voucher.documents]
    unlimited = [one for one in payments if one.to_supplier and asked.approval_fen(one) is None]
    parts = []
    if unseen and any(one.retention == "voucher" for one in asked.books.originals):
        findings.append(_unseen(unseen))
    elif unseen:
        parts.append(f"有 {len(unseen)} 笔付款只写了附单据的张数，账本没有归档凭证的原件，看不到单据")
    if unlimited:
        parts.append(f"有 {len(unlimited)} 笔付款看不出算不算大额，没有核对合同、项目或决定：{NO_APPROVAL}")
    return Answer(CODE, len(payments), in_order(findings), "；".join(parts), public_left_out(payments))


def _unseen(payments: Sequence[Payment]) -> AuditFinding:
    first, last = payments[0].voucher, payments[-1].voucher
    return AuditFinding(
        CODE, "medium",
        f"有 {len(payments)} 笔付款写着附有单据，归档的原件里却一份也没有。",
        tuple(row_of(one.voucher, one.amount_fen, f"附单据 {one.voucher.attachments} 张") for one in payments),
        _PAPERS, "请把单据扫描，用 jjledger voucher attach 归档。", f"{key_of(CODE, first, last)} unseen",
    )  # fmt: skip


def _of(asked: Asked, one: Payment, listed: Mapping[str, Original]) -> Iterator[AuditFinding]:
    voucher = one.voucher
    row = (row_of(voucher, one.amount_fen),)
    limit = asked.approval_fen(one)
    if not voucher.attachments and not voucher.documents:
        yield AuditFinding(
            CODE, "high", f"付款 {yuan(one.amount_fen)} 元没有任何原始凭证（检查 B13）。", row,
            _PAPERS, "请补上发票、合同、验收单和银行回单，并用 jjledger voucher attach 归档。", key_of(CODE, voucher),
        )  # fmt: skip
    elif limit is not None and one.amount_fen > limit and one.to_supplier and not _rests(one):
        yield AuditFinding(
            CODE, "high", f"付款 {yuan(one.amount_fen)} 元超过限额 {yuan(limit)} 元，凭证没有写合同、项目或决定的编号。", row,
            _CHOSEN, "请补办批准，并写明 decision、project 或 contract。", f"{key_of(CODE, voucher)} named",
        )  # fmt: skip
    for name in voucher.documents:
        original = listed.get(name)
        if original is not None and original.state != "sound":
            what, check = ("被改动过", "B65") if original.state == "altered" else ("不见了", "B66")
            yield AuditFinding(
                CODE, "high", f"付款的原始凭证归档以后{what}（检查 {check}）。",
                (row_of(voucher, one.amount_fen, name),), _UNALTERED,
                "请从备份或账本的历史找回原来的文件，查明是谁、为什么改动。", f"{key_of(CODE, voucher)} {name}",
            )  # fmt: skip


def _rests(one: Payment) -> bool:
    return bool(one.voucher.decision) or any(one.voucher.extra.get(name) for name in _NAMED)


RULE: Final = Rule(
    CODE,
    "high",
    "付款有没有原始凭证，原件有没有被改动，大额付款有没有合同、项目或决定？",
    f"{_PAPERS}；{_CHOSEN}",
    ask,
)
