"""Watching a public log: everything that anybody can hold against anything, looked at.

What lives here: the questions and their answers in words. What must not: stopping at the first wrong thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from jjledger.errors import Trouble
from jjledger.proof import tlog_proof
from jjledger.proof.checkpoint import Policy
from jjledger.proof.failed import FAILURES, ProofError, demand
from jjledger.proof.lines import count_of
from jjledger.seal.monitor import monitor
from jjledger.store.log_files import CHECKPOINTS, TILES
from jjledger.store.system import System
from jjledger.workflows.log_compare import beside_ledger
from jjledger.workflows.log_words import lacking_words
from jjledger.workflows.logged_closings import closing_troubles
from jjledger.workflows.public_log import FoundLog, policy_told, same_watch
from jjledger.workflows.verified_step import Step

_RULE: Final = "公示登记册的规则（docs/formats.md）"
_ASK: Final = "请向发布方问清楚，并把这份登记册留一个副本。"
_PROOFS: Final = "proofs/"  # beside the log on a site, one an entry


@dataclass(frozen=True, slots=True)
class Watched:
    """What came of watching."""

    entries: int
    checkpoints: int
    in_force: int  # disclosures
    lacking: str  # of witnesses, in words
    beside: str  # how far a copy goes along with the ledger's own log, in words; "" where only one is at hand
    troubles: tuple[Trouble, ...]

    def words(self) -> str:
        """Tell a person."""
        lines = [trouble.text("登记册") + "\n" for trouble in self.troubles]
        lines.append(
            f"登记 {self.entries} 条，签章 {self.checkpoints} 次，有效的公示 {self.in_force} 份。{self.lacking}"
        )
        if self.beside:
            lines.append(f"{self.beside}。")
        lines.append(
            f"有 {len(self.troubles)} 处不对。"
            if self.troubles
            else "逐条重算，每一次签章都接得上，没有发现问题。"
        )
        return "\n".join(lines)

    def record(self) -> dict[str, Any]:
        """Give it for programs."""
        return {**asdict(self), "troubles": [asdict(trouble) for trouble in self.troubles]}


def watch(found: FoundLog, books: Mapping[str, Path], system: System) -> Watched:
    """Look through a log whose files were held against its newest checkpoint already.

    Args:
        found: the log.
        books: folders of communities to hold against it, by their names in signed texts.
        system: the machine.

    Raises:
        StoreError: git or the disk refused.
    """
    beside = beside_ledger(found)
    troubles = [*_forked(beside), *_checkpoints(found), *_proofs(found), *_unlisted(found)]
    in_force = 0
    try:
        in_force = len(monitor(found.kept.entries).in_force)
    except ProofError as error:
        troubles.append(Trouble(f"第 {error.about} 条", f"{FAILURES[error.code]}。", _ASK, _RULE))
    else:
        troubles += _named(found)
        for community, folder in books.items():
            troubles += closing_troubles(folder, community, found.kept.entries, system)
    told = beside.what if beside and not beside.trouble else ""
    return Watched(found.kept.size, len(found.kept.sizes), in_force, _lacking(found), told, tuple(troubles))


def _forked(beside: Step | None) -> Iterator[Trouble]:
    """Say that a copy is another log than the ledger's own."""
    if beside and beside.trouble:
        yield Trouble("登记册", f"这份副本与账本自己的登记册不同：{beside.trouble}", _ASK, _RULE)


def _lacking(found: FoundLog) -> str:
    """Say whether enough witnesses signed the newest checkpoint; nothing where it does not hold."""
    try:
        return lacking_words(found.opened().lacking, found.policy)
    except ProofError:
        return ""


def _checkpoints(found: FoundLog) -> Iterator[Trouble]:
    """Find signed checkpoints that this log does not begin with, and false lines under them."""
    for size in found.kept.sizes:
        try:
            found.kept.compare(found.kept.checkpoint_at(size), found.policy)
        except ProofError as error:
            yield Trouble(f"签章 {size}", f"{error}。", _ASK, _RULE)


def _proofs(found: FoundLog) -> Iterator[Trouble]:
    """Find proofs beside the log that are not of its entries."""
    for path in sorted((found.place / _PROOFS).glob("*.tlog-proof")):
        try:
            index = count_of(path.stem, "index")
            demand(index < found.kept.size, "index")
            data = path.read_bytes()
            told, _ = tlog_proof.verify(data, found.kept.entries[index], found.policy)
            demand(told == index, "index")
            found.kept.compare(tlog_proof.read(data).checkpoint, found.policy)
        except ProofError as error:
            yield Trouble(str(path), f"这份入册证明不成立：{error}。", _ASK, _RULE)


def _unlisted(found: FoundLog) -> Iterator[Trouble]:
    """Find files among the log's own that no log of these entries has; pages beside them are the site's."""
    listed = {found.place / name for name in found.kept.site_files()}
    for folder in (TILES, CHECKPOINTS):
        for path in sorted((found.place / folder).rglob("*")):
            if path.is_file() and path not in listed:
                yield Trouble(str(path), "登记册里多了这个文件，没有签章包含它。", _ASK, _RULE)


def _named(found: FoundLog) -> Iterator[Trouble]:
    """Find what the log says of itself otherwise than the district's file."""
    told = policy_told(found.kept)
    if not found.own:
        return
    if told.origin != found.policy.origin:
        what = f"第 0 条开的是登记册 {told.origin}，district.toml 现在写的是 {found.policy.origin}。"
        yield Trouble(
            "district.toml",
            what,
            "登记册的名称一经使用就不能改：搬了家的，请在 [log] 写 home = 原来的网址；写错了的请改回来。",
            _RULE,
        )
    if not same_watch(told, found.policy):
        what = f"登记册里是{_watch_words(told)}；district.toml 现在写的是{_watch_words(found.policy)}。"
        remedy = "确实换了见证人的，再公示一次就会登记；没有换的，请查明是谁改了 district.toml。"
        yield Trouble("district.toml", what, remedy, _RULE)


def _watch_words(policy: Policy) -> str:
    """Name the witnesses of a policy."""
    names = "、".join(key.name for key in policy.witnesses) or "没有"
    return f"见证人 {names}，要有 {policy.quorum} 家签名"
