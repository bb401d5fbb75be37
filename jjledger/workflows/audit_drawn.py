"""Hold the samples of a record against the chance that was named, and against every sample the history ever had.

The first draw stands. Who draws, does not like what came, takes the record away and draws again leaves a trace in the
history of audits/, and in the log where it was told; neither may say otherwise than what is to be signed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from jjledger.books.audit_report_file import FOLDER, audit_file
from jjledger.books.ledger import Ledger
from jjledger.errors import refusal
from jjledger.facts.audit_report import AuditReport
from jjledger.facts.audit_tested import ExaminedSample
from jjledger.period import chinese_day
from jjledger.seal.entries import Audit, read_entry
from jjledger.seal.manifest import Manifest
from jjledger.store.home import find_home
from jjledger.store.kept_log import is_begun, read_log
from jjledger.store.system import System
from jjledger.store.versions import read_versions
from jjledger.workflows.log_place import log_folder, log_home

FIRST: Final = "第一次抽样为准：谁也不能重抽到满意为止"
_ENDING: Final = ".toml"
_HEADING: Final = "[[tested.sample]]"
_PAIR: Final = re.compile(r'^(\w+)\s*=\s*"?([^"\n]*?)"?\s*(?:#.*)?$')
_SHOWN: Final = 12  # digits of a commit
_DRAW: Final = ("disclosure", "kind", "fund", "root", "size", "source", "day", "value", "count")


@dataclass(frozen=True, slots=True)
class KeptDraw:
    """What one table of a record says was drawn, as text; how far it was opened since is no part of it."""

    disclosure: str
    kind: str
    fund: str
    root: str
    size: str
    source: str
    day: str
    value: str
    count: str


@dataclass(frozen=True, slots=True)
class _Once:
    """A draw that a version of a record had."""

    draw: KeptDraw
    file: str
    commit: str  # the last that had it


def refuse_unfit_samples(ledger: Ledger, report: AuditReport, disclosure: int, system: System) -> str:
    """Refuse to sign samples that the chance named does not give, or another than the first.

    Args:
        ledger: a loaded community without blocking findings.
        report: to be signed.
        disclosure: entry of the log that it is about.
        system: the machine, for the log and the history.

    Returns:
        What could not be looked at, in words; "" nothing.

    Raises:
        OptionError: the samples are not what the manifest and the value give, the log has a sample by another value,
            or the history has one of the same period that was taken away.
        StoreError: git refused, or the log cannot be read.
    """
    place = log_folder(log_home(ledger.folder, system))
    entries = [read_entry(entry) for entry in read_log(place).entries] if is_begun(place) else []
    manifests = {index: entry for index, entry in enumerate(entries) if isinstance(entry, Manifest)}
    samples = report.tested.samples if report.tested else ()
    if samples:
        _refuse_other_draw(report.id, samples, manifests.get(samples[0].disclosure))
        _refuse_other_value(
            samples, [one for one in entries if isinstance(one, Audit) and one.disclosure == disclosure]
        )
    return _refuse_by_history(ledger, samples, disclosure, (manifests, system))


def expected_draws(manifest: Manifest, index: int, value: str, count: int) -> frozenset[KeptDraw]:
    """Say what a draw from a disclosure has to say, by what its manifest says and the value alone.

    Args:
        manifest: of the disclosure.
        index: its entry in the log.
        value: of the beacon.
        count: how many of each were drawn.

    Source: `seal.md` 5.3, ruling 15.
    """
    beacon = manifest.beacon
    if beacon is None:
        return frozenset()
    found = set()
    for block in manifest.funds:
        told = (beacon.source, beacon.day, value, str(count))
        if block.closing.root is not None:
            line = block.closing
            found.add(
                KeptDraw(str(index), "fens", block.fund, block.closing.root.hex(), str(line.total_fen), *told)
            )
        found.add(
            KeptDraw(str(index), "rooms", block.fund, block.statements.hex(), str(block.households), *told)
        )
    return frozenset(found)


def _refuse_other_draw(name: str, samples: tuple[ExaminedSample, ...], manifest: Manifest | None) -> None:
    first = samples[0]
    if manifest is None:
        what = f"{name} 的样是从第 {first.disclosure} 条抽的，公示登记册里没有这一条公示。"
        raise refusal(audit_file(name), what, "请先公示，或从备份取回公示登记册。", FIRST)
    wanted = expected_draws(manifest, first.disclosure, first.value, first.count)
    had = frozenset(draws_of("\n".join(_as_text(one) for one in samples)))
    if had != wanted or len(samples) != len(wanted):
        beacon = manifest.beacon
        said = (
            f"{beacon.source} {chinese_day(date.fromisoformat(beacon.day))}" if beacon else "没有写明随机数"
        )
        differ = "、".join(sorted({f"{one.fund} {one.kind}" for one in had ^ wanted})) or "写了两次的"
        what = (
            f"{name} 里的抽样（{differ}）与重抽的不同：第 {first.disclosure} 条公示（{manifest.period}）写明用 {said}，"
            f"每组 {first.count} 次。"
        )
        raise refusal(
            audit_file(name), what,
            "请删去改动过的 [[tested.sample]]，从版本库取回抽样那天的记录，不要手写抽样。", FIRST,
        )  # fmt: skip


def _as_text(one: ExaminedSample) -> str:
    pairs = (f"{key} = {getattr(one, key)}" for key in _DRAW)
    return "\n".join((_HEADING, *pairs))


def _refuse_other_value(samples: Iterable[ExaminedSample], told: Iterable[Audit]) -> None:
    ours = {one.value for one in samples}
    for entry in told:
        if entry.beacon is not None and entry.beacon.value not in ours:
            what = f"公示登记册里第 {entry.disclosure} 条公示已经用 {entry.beacon.value} 抽过样。"
            raise refusal("--record", what, "请用同一个数，接着抽更多。", FIRST)


def _refuse_by_history(
    ledger: Ledger,
    samples: Iterable[ExaminedSample],
    disclosure: int,
    known: tuple[Mapping[int, Manifest], System],
) -> str:
    """Refuse where a sample of the same period stood in the history and stands nowhere now, or was there first."""
    manifests, system = known
    home = find_home(ledger.folder, system)
    if home.repository is None:
        return "账本不在自己的 git 版本库里，看不出以前抽过样、又删去了没有"
    period = _period(str(disclosure), manifests)
    standing = {draw for text in _now(ledger.folder) for draw in draws_of(text)}
    below = home.folder.relative_to(home.top).as_posix()
    within = FOLDER if below == "." else f"{below}/{FOLDER}"
    seen: dict[KeptDraw, _Once] = {}  # in the order in which they came
    for version in read_versions(home.repository, within, _ENDING):
        for change in version.changes:
            for draw in draws_of(change.after.decode("utf-8", "replace")):
                seen[draw] = _Once(draw, change.path, version.commit)
    for once in seen.values():
        if once.draw not in standing and _period(once.draw.disclosure, manifests) == period:
            what = (
                f"{once.file} 在提交 {once.commit[:_SHOWN]} 里有一份同一期的抽样（第 {once.draw.disclosure} 条公示，"
                f"{once.draw.source} {once.draw.day} 的 {once.draw.value}，抽 {once.draw.count} 次），现在没有了。"
            )
            remedy = (
                f"请取回它：  git checkout {once.commit[:_SHOWN]} -- {once.file}  ；"
                "照第一次抽到的打开各户，再签名。要多抽的，用同一个数接着抽。"
            )
            raise refusal("audit sign", what, remedy, FIRST)
    first = next((one for one in seen if one.disclosure == str(disclosure)), None)
    values = {one.value for one in samples}
    if first is not None and values - {first.value}:
        what = f"第 {disclosure} 条公示最先是用 {first.value} 抽的样，这份记录用的是 {'、'.join(sorted(values))}。"
        raise refusal("audit sign", what, "请签最先抽样的那份记录；要多抽的，用同一个数接着抽。", FIRST)
    return ""


def _now(folder: Path) -> Iterator[str]:
    for path in sorted((folder / FOLDER).glob(f"*{_ENDING}")):
        yield path.read_text("utf-8", "replace")


def _period(disclosure: str, manifests: Mapping[int, Manifest]) -> str:
    """Say which period an entry of the log is about; the entry itself where the log has no such disclosure."""
    manifest = manifests.get(int(disclosure)) if disclosure.isdecimal() else None
    return f"{manifest.community} {manifest.period}" if manifest else disclosure


def draws_of(text: str) -> Iterator[KeptDraw]:
    """Read what a version of a record says was drawn, also where the rest of it cannot be read as a record.

    Args:
        text: of the record.
    """
    for part in text.replace("\r\n", "\n").split(f"{_HEADING}\n")[1:]:
        pairs: dict[str, str] = {}
        for line in part.split("\n"):
            if line.startswith("["):
                break
            found = _PAIR.match(line)
            if found:
                pairs.setdefault(found[1], found[2])
        size = pairs.get("size", "").replace("_", "")
        yield KeptDraw(*(size if key == "size" else pairs.get(key, "") for key in _DRAW))
