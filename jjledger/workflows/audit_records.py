"""Keep an audit: as papers on request, as the record that is published, and signed by who audited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from jjledger.books.audit_report_file import audit_file, with_head
from jjledger.books.audit_signature import REGISTER, entry_of, sign, signature_file
from jjledger.books.ledger import Ledger
from jjledger.disclosure.audit_report_models import AuditPage
from jjledger.disclosure.events import slug_of
from jjledger.disclosure.head import Setting
from jjledger.disclosure.masking import scan
from jjledger.errors import refusal
from jjledger.facts.audit_finding import LEVEL_WORDS
from jjledger.facts.audit_report import NO_OPINION, OPINION_WORDS, OWN_AUDITOR, AuditReport
from jjledger.facts.audit_tested import SecondEngine
from jjledger.facts.auditor import auditor_of
from jjledger.facts.entry import Writing
from jjledger.facts.sign_off import ROLE_WORDS
from jjledger.period import event_period
from jjledger.proof.keys import NOTE, SecretKey, fingerprint
from jjledger.render import html
from jjledger.render.document import alone
from jjledger.render.pdf import Printer
from jjledger.store.keys import read_signing_key
from jjledger.store.system import System
from jjledger.workflows.audit_drawn import refuse_unfit_samples
from jjledger.workflows.auditing import Audited, Signatory, examined_of, report_of
from jjledger.workflows.draw import GROUNDS
from jjledger.workflows.draw_events import audit_of
from jjledger.workflows.log_keys import keys_around
from jjledger.workflows.rulings import grounds_by, law_of
from jjledger.workflows.vouchers.planned import Plan
from jjledger.workflows.vouchers.private_words import names_of

_GROUND: Final = "审计意见由审计人自己写、自己签名，程序不代写"
_NO_OPINION_REMEDY: Final = (
    '请写  --auditor 某会计师事务所 --opinion unqualified --opinion-text "…" ；自查的两项都不写。'
)

_CORRECT: Final = (
    "请另写一份更正，原来的记录和签名留在原处：  jjledger audit correct 账本 记录 --reason 原因 --write"
)


def page_of(ledger: Ledger, report: AuditReport) -> AuditPage:
    """Draw up the page of a report as it would be published on its day.

    Args:
        ledger: a loaded community without blocking findings.
        report: its record, with its text.
    """
    law = law_of(ledger.books.community)
    period = event_period(report.day, slug_of("audit", report.slug))
    setting = Setting(grounds_by(law, GROUNDS["audit"], report.day))
    return audit_of(ledger, report, period, setting)


def report_files(
    ledger: Ledger, audited: Audited, form: str, system: System, engines: Sequence[SecondEngine] = ()
) -> dict[str, bytes]:
    """Print the report of an audit that is not on record.

    Args:
        ledger: as it was audited.
        audited: the answers to every question.
        form: html or pdf.
        system: the machine.
        engines: what other programs came to; () none was run.

    Raises:
        RenderError: the page could not be printed.
    """
    today = audited.asked.today
    report = report_of(examined_of(ledger, audited, system, engines), audited.period, today, Signatory())
    page = page_of(ledger, report)
    if form == "html":
        return {"audit.html": alone(html.disclosure(page, "screen")).encode()}
    return {"audit.pdf": Printer().pdf(html.disclosure(page, "paper"))}


def plan_record(
    ledger: Ledger, audited: Audited, by: Signatory, system: System, engines: Sequence[SecondEngine] = ()
) -> Plan:
    """Plan to put an audit on record, to be published with its notice period.

    Args:
        ledger: a loaded community without blocking findings.
        audited: the answers to every question.
        by: who audited, and the opinion that a person typed.
        system: the machine.
        engines: what other programs came to; () none was run.

    Raises:
        OptionError: an opinion without an auditor or the other way round, words that name a person, or such a
            record is there.

    Source: 上海市住宅物业管理规定 第67条; R46.
    """
    _refuse_half(by)
    refuse_persons(ledger, {"--auditor": by.auditor, "--opinion-text": by.opinion_text})
    report = report_of(examined_of(ledger, audited, system, engines), audited.period, audited.asked.today, by)
    if report.id in ledger.books.audits:
        raise refusal("--write", f"{audit_file(report.id)} 已经有了。", "同一天再写的，请先删去原来的记录。")
    levels = [one.level for one in audited.findings]
    found = "、".join(f"{words} {levels.count(level)}" for level, words in LEVEL_WORDS.items())
    told = (
        f"{report.title}：{OPINION_WORDS[report.opinion]}，发现 {found}",
        "每项发现怎样处理，请由人写进记录的 answer；审计人签名用 jjledger audit sign，公示用 jjledger publish。",
    )
    writing = Writing(files={audit_file(report.id): report.record.encode()}, why=f"登记审计 {report.id}")
    return Plan(writing, told, {"id": report.id, "opinion": report.opinion, "alarming": audited.alarming})


def _refuse_half(by: Signatory) -> None:
    """Refuse an opinion nobody stands for, and a firm that says nothing."""
    own = by.auditor == OWN_AUDITOR
    if own and by.opinion != NO_OPINION:
        raise refusal("--opinion", "没有审计单位，不能写审计意见。", _NO_OPINION_REMEDY, _GROUND)
    if not own and (by.opinion == NO_OPINION or not by.opinion_text):
        raise refusal("--auditor", "写了审计单位，没有写意见和意见的原文。", _NO_OPINION_REMEDY, _GROUND)


def refuse_persons(ledger: Ledger, words: dict[str, str]) -> None:
    """Refuse words that would be published and tell of a person.

    Raises:
        OptionError: says in which option.

    Source: 个人信息保护法 第25条; R43.
    """
    for option, text in words.items():
        kinds = dict.fromkeys(hit.kind for hit in scan(text, names_of(ledger)))
        if kinds:
            what = f"里面有{'、'.join(kinds)}，会公示出去。"
            raise refusal(option, what, "请写单位的名称，不写姓名、电话。", "个人信息保护法第25条")


def plan_signature(ledger: Ledger, name: str, key: SecretKey, disclosure: int | None, system: System) -> Plan:
    """Plan to sign a record; the record names the key and the disclosure first.

    Args:
        ledger: a loaded community without blocking findings.
        name: of the record, 2026-01-31-books-2025.
        key: the auditor's.
        disclosure: entry of the public log that was audited; None: as the record has it.
        system: the machine, for the log's own keys.

    Raises:
        OptionError: there is no such record, it was brought from outside, no disclosure is named, or the key is no
            auditor's.
    """
    report = ledger.books.audits.get(name)
    if report is None and name in ledger.books.audits and _is_signed(ledger, name):
        raise refusal(name, "这份记录签名以后改动过，不能再签。", _CORRECT, _GROUND)
    if report is None or report.tested is None:
        known = [
            one for one, read in ledger.books.audits.items() if read is not None and read.tested is not None
        ]
        remedy = (
            f"可以签的有：{'、'.join(known)}"
            if known
            else "请先用 jjledger audit 账本 期间 --write 写成记录。"
        )
        raise refusal(name, "没有这份由程序写成的审计记录。", remedy)
    _refuse_key(ledger, report, key, system)
    public = key.public().text()
    wanted = replace(report, key=public, disclosure=report.disclosure if disclosure is None else disclosure)
    _refuse_other(report, disclosure)
    _refuse_signed(report, wanted)
    if wanted.disclosure is None:
        raise refusal(
            "--disclosure", "没有写审的是公示登记册的哪一条。", "请写公示页上的条数，例如  --disclosure 38"
        )
    unseen = refuse_unfit_samples(ledger, report, wanted.disclosure, system)
    record = with_head(report.record, {"disclosure": str(wanted.disclosure), "key": f'"{public}"'})
    signed = replace(wanted, record=record)
    entry = entry_of(signed)
    assert entry is not None, "a record that names a disclosure has an entry"
    told = (
        f"审计记录 {name} 由 {key.name}（公钥指纹 {fingerprint(key.public())}）签名，写进公示登记册的是：",
        *(f"  {line}" for line in entry.text().splitlines()),
        *((f"注意：{unseen}。",) if unseen else ()),
        "签名以后记录不能再改；要改的，用 jjledger audit correct 另写一份更正。",
    )
    writing = Writing(
        files={audit_file(name): record.encode(), signature_file(name): sign(signed, key)},
        why=f"审计签名 {name}",
    )
    return Plan(writing, told, {"id": name, "key": public, "entry": entry.text()})


def _is_signed(ledger: Ledger, name: str) -> bool:
    return (ledger.folder / signature_file(name)).is_file()


def _refuse_signed(report: AuditReport, wanted: AuditReport) -> None:
    """Refuse to lay another signature in the place of one that is there."""
    if report.signature and (report.key, report.disclosure) != (wanted.key, wanted.disclosure):
        what = f"这份记录已经由 {report.key.partition('+')[0]} 签名，审的是第 {report.disclosure} 条。"
        raise refusal(report.id, what, _CORRECT, _GROUND)


def _refuse_key(ledger: Ledger, report: AuditReport, key: SecretKey, system: System) -> None:
    """Refuse a key that signs something else, and one that the community has not named as an auditor's before."""
    public, community = key.public(), ledger.books.community
    signers = {one.key.public: ROLE_WORDS[one.role] for one in community.sign_off.signers}
    whose = {**keys_around(ledger.folder, system), **signers}.get(public.public, "")
    if whose:
        what = f"这是{whose}的密钥，不是审计人的：自己不能审计自己。"
        raise refusal(f"--key {key.name}", what, "请由审计单位用自己的密钥签。", _GROUND)
    if auditor_of(community.auditors, public.text(), report.day) is None:
        what = f"{report.day} 以前没有登记这个审计人的公钥 {public.text()}。"
        raise refusal(f"--key {key.name}", what, REGISTER, _GROUND)


def _refuse_other(report: AuditReport, disclosure: int | None) -> None:
    """Refuse to sign for another disclosure than the samples were drawn from."""
    drawn = {one.disclosure for one in report.tested.samples} if report.tested else set()
    if disclosure is not None and drawn and drawn != {disclosure}:
        what = f"样是从第 {min(drawn)} 条抽的，不能签成审第 {disclosure} 条。"
        raise refusal("--disclosure", what, "请去掉 --disclosure，按记录里的签。")


def read_key(path: Path, system: System) -> SecretKey:
    """Read an auditor's secret key.

    Args:
        path: of the file that holds it.
        system: the machine.

    Raises:
        OptionError: it is a witness's.
        StoreError: the file cannot be read, or is no secret key.
    """
    key = read_signing_key(path, system)
    if key.kind != NOTE:
        raise refusal(f"--key {path}", "这是见证人的密钥，不是审计人的。", "请用审计人自己的密钥。")
    return key
