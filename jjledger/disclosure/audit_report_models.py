"""View model of an audit: who audited what, and what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from jjledger.disclosure.audit_tested_models import AuditTested
from jjledger.disclosure.models import Head, VoucherView
from jjledger.facts.audit_report import Opinion


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """Something the auditor found."""

    words: Annotated[str, "as the committee summed it up"]
    amount_fen: Annotated[int | None, "amount in fen; empty where it is about none"]
    answer: Annotated[str, "what was or will be done about it; empty where nothing is said"]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """审计报告公示 of one report."""

    head: Annotated[Head, "what the page says about itself; its days of notice are those of audits"]
    number: Annotated[str, "name of the record: day of the report and a word"]
    subject: Annotated[str, "title of the report"]
    cause: Annotated[str, "why there was an audit, in words"]
    funds: Annotated[tuple[str, ...], "names of the funds that were audited; empty: not limited to funds"]
    audited_first: Annotated[date, "first day that was audited"]
    audited_last: Annotated[date, "last day that was audited"]
    auditor: Annotated[str, "the firm"]
    reported: Annotated[date, "day of the report"]
    opinion: Annotated[Opinion, "kind of opinion"]
    opinion_words: Annotated[str, "the same in words"]
    opinion_text: Annotated[str, "the opinion's own words; empty where they are not given"]
    findings: Annotated[tuple[AuditFinding, ...], "what was found; empty where nothing is reported"]
    report_sha256: Annotated[str, "hash of the report's file; empty where it is not on file"]
    hanging: Annotated[str, "how long the notice hangs, and on whose word"]
    opinion_note: Annotated[str, "of a sample: that this is no auditor's opinion; else empty"] = ""
    tested: Annotated[
        AuditTested | None, "what the program asked of the books; empty of a report brought from outside"
    ] = None
    vouchers: Annotated[tuple[VoucherView, ...], "vouchers that findings rest on"] = ()
    signer: Annotated[str, "public key of who signed the record; empty where nobody did"] = ""
    signer_fingerprint: Annotated[
        str, "hash of that key, in fours, to be compared aloud; empty where nobody did"
    ] = ""
    record_sha256: Annotated[str, "hash of the record, which is signed; empty without `tested`"] = ""
    record_text: Annotated[str, "the record, record.toml beside the page; empty without `tested`"] = ""
    signature: Annotated[str, "the signed note, record.note beside the page; empty where nobody signed"] = ""
    corrects: Annotated[str, "name of the record that this one corrects; empty of a first one"] = ""
    corrects_sha256: Annotated[str, "hash of that record as it was signed; empty of a first one"] = ""
    reason: Annotated[str, "why it is corrected; empty of a first one"] = ""
