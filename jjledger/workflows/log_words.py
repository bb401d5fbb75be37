"""What stands in the public log, in words and for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from jjledger.disclosure.head import TITLES
from jjledger.proof.checkpoint import Policy
from jjledger.seal.entries import (
    Audit,
    Close,
    Entry,
    Genesis,
    KeyChange,
    Notice,
    OwnersPage,
    Papers,
    PolicyChange,
    Reopen,
    Signed,
    VerifierPage,
    Withdrawal,
    read_entry,
)
from jjledger.seal.manifest import Manifest
from jjledger.store.system import CHINA
from jjledger.workflows.public_log import FoundLog

OPINIONS: Final[Mapping[str, str]] = {
    "unqualified": "无保留意见",
    "emphasis": "带强调事项段的无保留意见",
    "qualified": "保留意见",
    "adverse": "否定意见",
    "disclaimer": "无法表示意见",
    "agreed_procedures": "商定程序，不发表意见",
    "none": "没有意见",
}
ROLES: Final[Mapping[str, str]] = {
    "log": "登记册",
    "witness": "见证人",
    "prepared": "编制",
    "reviewed": "复核",
    "committee": "业委会",
    "audited": "审计",
    "published": "发布",
}


def entry_words(entry: Entry) -> str:
    """Say in one line what an entry registers."""
    return _WORDS[type(entry)](entry)


def _genesis(entry: Genesis) -> str:
    return f"开册：{entry.policy.origin}，{_watched(entry.policy)}"


def _watched(told: Policy | PolicyChange) -> str:
    if not told.witnesses:
        return "没有见证人"
    return f"见证人 {len(told.witnesses)} 家，要有 {told.quorum} 家签名"


def _manifest(entry: Manifest) -> str:
    before = "" if entry.replaces is None else f"，取代第 {entry.replaces} 条"
    return f"公示：{entry.community} {entry.period} 第 {entry.edition} 版，{entry.issued} 发布{before}"


def _close(entry: Close) -> str:
    commit = f"，账本提交 {entry.commit[:12]}" if entry.commit else ""
    return f"结账：{entry.community} {entry.month}{commit}"


def _audit(entry: Audit) -> str:
    told = f"第 {entry.disclosure} 条，{OPINIONS[entry.opinion]}，抽样 {entry.sample} 项"
    if entry.corrects is None:
        return f"审计：{told}"
    return f"审计更正：{told}，更正记录 {entry.corrects.report.hex()[:16]}…，理由见更正的记录"


def _key(entry: KeyChange) -> str:
    whose = f"{entry.community} 的{ROLES[entry.role]}" if entry.community else ROLES[entry.role]
    if entry.new is None:
        return f"密钥：{whose}停用 {entry.old.name if entry.old else ''}"
    how = "启用" if entry.old is None else "换为"
    return f"密钥：{whose}{how} {entry.new.name}"


_WORDS: Final[Mapping[type, Callable[[Any], str]]] = {
    Genesis: _genesis,
    Manifest: _manifest,
    Close: _close,
    KeyChange: _key,
    Reopen: lambda entry: f"反结账：{entry.community} {entry.month}，{entry.day}",
    Audit: _audit,
    Notice: lambda entry: f"告示：关于第 {entry.disclosure} 条，{entry.posted} 张贴",
    Papers: lambda entry: f"张贴件：第 {entry.disclosure} 条的海报和大字单",
    Withdrawal: lambda entry: f"撤下：第 {entry.disclosure} 条的{TITLES.get(entry.document, entry.document)}",
    Signed: lambda entry: f"签批：第 {entry.disclosure} 条的签名",
    PolicyChange: lambda entry: f"见证：从这一条起，{_watched(entry)}",
    OwnersPage: lambda entry: f"“我家的对账单”网页换了新版：{entry.file.hex()[:16]}…",
    VerifierPage: lambda entry: f"核对页换了新版：{entry.file.hex()[:16]}…",
}


def log_words(found: FoundLog, shown: int | None) -> str:
    """Tell a person what stands in a log.

    Args:
        found: the log.
        shown: how many of the newest entries; None: all.

    Raises:
        ProofError: its newest checkpoint does not hold.
    """
    opened = found.opened()
    lines = [
        f"公示登记册  {opened.checkpoint.origin}",
        f"签章        到第 {opened.checkpoint.size - 1} 条，共 {opened.checkpoint.size} 条",
        f"登记册校验码 {opened.checkpoint.root.hex()}",
        f"登记册公钥  {found.policy.log.text()}",
    ]
    if not found.own:
        lines.append("            公钥和见证人取自登记册自己的登记；请与楼道里的核对单比一比。")
    for signer in opened.witnesses:
        when = datetime.fromtimestamp(signer.seconds or 0, tz=CHINA)
        lines.append(f"见证        {found.name(signer.key)}，{when:%Y-%m-%d %H:%M}")
    lines += [f"            {lacking_words(opened.lacking, found.policy)}", ""]
    entries = [read_entry(entry) for entry in found.kept.entries]
    first = 0 if shown is None else max(0, len(entries) - shown)
    if first:
        lines.append(f"前面还有 {first} 条，用 --all 查看。")
    lines += [f"第 {first + at} 条  {entry_words(entry)}" for at, entry in enumerate(entries[first:])]
    return "\n".join(lines)


def lacking_words(lacking: int, policy: Policy) -> str:
    """Say whether enough witnesses have signed."""
    if not policy.quorum:
        return "没有约定见证人：仅发布方签名。"
    return f"尚缺 {lacking} 家见证。" if lacking else f"已有 {policy.quorum} 家以上见证，够数。"


def two_views_words(policy: Policy) -> str:
    """Say what it takes to show different people different logs: `2 · quorum − n` witnesses who sign both."""
    count = len(policy.witnesses)
    both = 2 * policy.quorum - count
    if not policy.quorum:
        return "现在没有见证人，这一条还做不到：不同的人看到的是不是同一本，请用海报和邻居手机上的对一对。"
    signed = f"{count} 家见证人里要有 {policy.quorum} 家签名。"
    if both < 1:
        return f"{signed}不过按这个家数，两本不同的登记册也可能各自签够，请再用海报对一对。"
    return f"{signed}要给不同的人看不同的账，除了发布方，至少还要 {both} 家见证人两本都签，而且各处的海报也要不一样。"


def log_record(found: FoundLog) -> dict[str, Any]:
    """Give what stands in a log for programs.

    Raises:
        ProofError: its newest checkpoint does not hold.
    """
    opened = found.opened()
    return {
        "origin": opened.checkpoint.origin,
        "size": opened.checkpoint.size,
        "root": opened.checkpoint.root.hex(),
        "key": found.policy.log.text(),
        "quorum": found.policy.quorum,
        "lacking": opened.lacking,
        "witnesses": [
            {"name": found.name(signer.key), "key": signer.key.text(), "seconds": signer.seconds}
            for signer in opened.witnesses
        ],
        "sizes": list(found.kept.sizes),
        "entries": [
            {"index": index, "words": entry_words(read_entry(entry)), "text": entry.decode()}
            for index, entry in enumerate(found.kept.entries)
        ],
    }
