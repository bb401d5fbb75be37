"""Draw an audit's samples after publication: which rooms have to be opened to the auditor, by a chance named before.

The list names rooms, so it is private; what is published is the chance, the root and the places, which anybody draws
again. The first draw of a disclosure stands.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from jjledger.books.audit_report_file import audit_file, with_head
from jjledger.books.audit_signature import entry_of
from jjledger.books.audit_tested_file import sample_lines
from jjledger.books.ledger import Ledger
from jjledger.disclosure.audit_tested import sample_title
from jjledger.errors import refusal
from jjledger.facts.audit_tested import ExaminedSample
from jjledger.facts.entry import Writing
from jjledger.period import Period, chinese_day
from jjledger.seal.beacons import is_canonical
from jjledger.seal.entries import Audit, read_entry
from jjledger.seal.manifest import Beacon, FundBlock, Manifest
from jjledger.seal.monitor import monitor
from jjledger.seal.register import read_register
from jjledger.seal.sampling import drawn_fens, drawn_rooms, holders
from jjledger.seal.sealing import Sealed, load_sealed
from jjledger.store.kept_log import KeptLog, is_begun, read_log
from jjledger.store.refusals import refusing
from jjledger.store.system import System
from jjledger.units import plain_yuan
from jjledger.workflows.log_place import log_folder, log_home
from jjledger.workflows.sealing import SEALED
from jjledger.workflows.vouchers.planned import Plan

LIST: Final = "抽样.csv"
_HEADS: Final = (
    "抽样",
    "次序",
    "位置",
    "房屋",
    "期初",
    "交存",
    "利息",
    "支出",
    "期末",
    "欠款",
    "核对包",
    "打开的结果",
)
_FIRST: Final = "第一次抽样为准：谁也不能重抽到满意为止"


@dataclass(frozen=True, slots=True)
class Logged:
    """A disclosure in the log, with what its packs are made from."""

    index: int
    manifest: Manifest
    proof: str
    funds: Mapping[str, Sealed] = field(repr=False)  # by name
    drawn: str = ""  # by which value the log already has a sample of it; "" none


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn of one fund in one way."""

    sample: ExaminedSample
    places: tuple[int, ...]
    rooms: tuple[str, ...]  # whose each is


def find_logged(ledger: Ledger, period: Period, system: System) -> Logged:
    """Find the disclosure of a period that is in force, and hold what is kept of it against what the log says.

    Args:
        ledger: a loaded community.
        period: as its owners' money was published, 2025-H2.
        system: the machine.

    Raises:
        OptionError: there is no log, or the period is not in it with households' money, or what is kept is not of it.
        StoreError: a file cannot be read.
    """
    place = log_folder(log_home(ledger.folder, system))
    if not is_begun(place):
        raise refusal(period.code, "还没有公示登记册。", "请先公示：  jjledger publish")
    log = read_log(place)
    index, manifest = _in_force(log, ledger.books.community.code, period.code)
    funds = {block.fund: _kept(ledger.folder, manifest, block) for block in manifest.funds}
    told = (read_entry(entry) for entry in log.entries)
    audits = (one.beacon for one in told if isinstance(one, Audit) and one.disclosure == index)
    drawn = next((beacon.value for beacon in audits if beacon is not None), "")
    return Logged(index, manifest, log.proof(index).decode(), funds, drawn)


def _in_force(log: KeptLog, code: str, period: str) -> tuple[int, Manifest]:
    for (community, told), index in monitor(log.entries).in_force.items():
        if told == period and community.endswith(f"/{code}"):
            entry = read_entry(log.entries[index])
            assert isinstance(entry, Manifest), "what is in force is a manifest"
            if entry.funds and entry.beacon:
                return index, entry
    raise refusal(
        period, "公示登记册里没有这一期的分户公示，或公示时没有写明抽样的随机数。",
        "请写分户资金公示的期间，例如 2025-H2。",
    )  # fmt: skip


def _kept(folder: Path, manifest: Manifest, block: FundBlock) -> Sealed:
    """Read what a fund's packs are made from, and refuse what is not of this manifest."""
    name = f"{manifest.period}.v{manifest.edition}.{block.fund}.json"
    path = folder / SEALED / name
    with refusing(path, ""):
        data = path.read_bytes()
    sealed = load_sealed(data)
    if sealed.statements_root != block.statements:
        raise refusal(str(path), "这个文件与公示登记册里的不是同一份。", "请从备份找回公示那天的文件。")
    return sealed


def draw_samples(logged: Logged, value: str, count: int, today: date) -> tuple[Drawn, ...]:
    """Draw fens of the line and rooms of the register, of every fund.

    Args:
        logged: the disclosure.
        value: of the beacon, as it was published.
        count: how many of each.
        today: the day on which it is asked.

    Raises:
        OptionError: the beacon's day is not over, or the value is written otherwise.

    Source: `seal.md` 5.3, ruling 15.
    """
    beacon = logged.manifest.beacon
    assert beacon is not None, "only what names a beacon is drawn from"
    if not is_canonical(beacon.source, value):
        what = f"「{value}」不是 {beacon.source} 公布的写法。"
        raise refusal("--beacon", what, "请照公布的写，小数点后两位，例如 3021.77。", _FIRST)
    if today < date.fromisoformat(beacon.day):
        raise refusal(
            "--beacon", f"{beacon.source} {beacon.day} 还没有公布。", "请等到那一天以后再抽。", _FIRST
        )
    return tuple(
        one
        for name, sealed in logged.funds.items()
        for one in _of_fund(logged, name, sealed, (beacon, value, count))
    )


def _of_fund(logged: Logged, fund: str, sealed: Sealed, by: tuple[Beacon, str, int]) -> Iterator[Drawn]:
    beacon, value, count = by
    line = sealed.closing
    day = date.fromisoformat(beacon.day)
    everything = tuple(range(count))
    if line is not None:
        fens = drawn_fens(sealed, "closing", value, count)
        sample = ExaminedSample(
            "fens", fund, logged.index, line.root().hex(), line.total_fen, beacon.source, day, value, count,
            everything, (), logged.manifest.period,
        )  # fmt: skip
        yield Drawn(sample, fens, holders(sealed, "closing", fens))
    register = read_register(sealed.register)
    rooms = drawn_rooms(register, value, count)
    sample = ExaminedSample(
        "rooms", fund, logged.index, register.root().hex(), len(register.rooms), beacon.source, day, value,
        count, everything, (), logged.manifest.period,
    )  # fmt: skip
    yield Drawn(sample, tuple(map(register.rooms.index, rooms)), rooms)


def sample_files(logged: Logged, drawn: Sequence[Drawn]) -> dict[str, bytes]:
    """Write the list of what is to be opened, and each household's pack once, to be verified by the auditor.

    Args:
        logged: the disclosure.
        drawn: the samples.
    """
    manifest = logged.manifest.text()
    names: dict[tuple[str, str], str] = {}
    files: dict[str, bytes] = {}
    for fund in dict.fromkeys(one.sample.fund for one in drawn):
        rooms = sorted({room for one in drawn if one.sample.fund == fund for room in one.rooms})
        for number, room in enumerate(rooms, 1):
            names[fund, room] = f"{fund}-{number:03d}.pack.json"
            files[names[fund, room]] = logged.funds[fund].pack(room, manifest, logged.proof)
    return {LIST: _list(logged, drawn, names), **files}


def _list(logged: Logged, drawn: Sequence[Drawn], names: Mapping[tuple[str, str], str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEADS)
    for one in drawn:
        sealed = logged.funds[one.sample.fund]
        for number, (place, room) in enumerate(zip(one.places, one.rooms, strict=True)):
            told = sealed.statements[sealed.places[room]]
            figures = (
                told.opening_fen, told.paid_fen, told.interest_fen, told.spent_fen, told.closing_fen, told.arrears_fen,
            )  # fmt: skip
            pack = names[one.sample.fund, room]
            writer.writerow(
                (sample_title(one.sample), number, place, room, *map(plain_yuan, figures), pack, "")
            )
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def is_recorded(ledger: Ledger, name: str, drawn: Sequence[Drawn]) -> bool:
    """Say whether a record has just this draw, so that its list may be written again.

    Args:
        ledger: a loaded community.
        name: of the record.
        drawn: the samples.
    """
    report = ledger.books.audits.get(name)
    kept = report.tested.samples if report is not None and report.tested is not None else ()
    return [_draw(one) for one in kept] == [_draw(one.sample) for one in drawn]


def _draw(one: ExaminedSample) -> tuple[str, str, int, str, str, int]:
    return one.kind, one.fund, one.disclosure, one.root, one.value, one.count


def _refuse_again(ledger: Ledger, logged: Logged, sample: ExaminedSample) -> None:
    """Refuse to draw anew: the first chance stands, and who draws again draws on."""
    audits = ledger.books.audits
    unread = [name for name, report in audits.items() if report is None]
    if unread:
        what = f"审计记录 {'、'.join(unread)} 读不出来，不知道抽过样没有。"
        raise refusal("--record", what, "请先改正，见 jjledger check。", _FIRST)
    before = [
        one
        for report in audits.values()
        if report is not None and report.tested is not None
        for one in report.tested.samples
        if one.disclosure == logged.index
    ]
    values = {one.value for one in before} | ({logged.drawn} if logged.drawn else set())
    if values - {sample.value}:
        what = f"第 {logged.index} 条公示已经用 {'、'.join(sorted(values))} 抽过样，不能换成 {sample.value} 重抽。"
        raise refusal("--beacon", what, "请用同一个数，接着抽更多。", _FIRST)
    most = max((one.count for one in before), default=0)
    if sample.count <= most:
        what = f"第 {logged.index} 条公示已经抽过 {most} 次。"
        raise refusal(
            "--count", what, f"要再抽，请写比 {most} 大的数：前 {most} 次不变，接着往后抽。", _FIRST
        )


def plan_samples(ledger: Ledger, name: str, logged: Logged, drawn: Sequence[Drawn]) -> Plan:
    """Plan to put samples on a record, with nothing opened yet.

    Args:
        ledger: a loaded community without blocking findings.
        name: of the record.
        logged: the disclosure.
        drawn: the samples.

    Raises:
        OptionError: there is no such record, it has samples already, or the disclosure was drawn from by another
            chance or as often.
    """
    report = ledger.books.audits.get(name)
    if report is None or report.tested is None:
        raise refusal(
            "--record", f"没有 {name} 这份审计记录。", "请先用 jjledger audit 账本 期间 --write 写成记录。"
        )
    if report.tested.samples:
        raise refusal("--record", f"{name} 已经抽过样。", "已经抽的照旧；要多抽的另写一份记录。", _FIRST)
    samples = tuple(one.sample for one in drawn)
    _refuse_again(ledger, logged, samples[0])
    lines = "\n".join(line for sample in samples for line in sample_lines(sample))
    head = with_head(report.record, {"disclosure": str(samples[0].disclosure)})
    record = f"{head.rstrip()}\n{lines}\n"
    entry = entry_of(
        replace(
            report,
            record=record,
            disclosure=samples[0].disclosure,
            tested=replace(report.tested, samples=samples),
        )
    )
    assert entry is not None, "a sample is of a disclosure"
    told = (
        f"审计记录 {name}：抽样 {len(samples)} 组，每组 {samples[0].count} 次；打开一户，就从 unopened 里删去它的次序，不符的写进 differing。",
        "都打开以后由审计人签名（jjledger audit sign），登记册里写的是（report 一行随记录变）：",
        *(f"  {line}" for line in entry.text().splitlines()),
    )
    return Plan(
        Writing(files={audit_file(name): record.encode()}, why=f"登记抽样 {name}"), told, {"id": name}
    )


def told(drawn: Sequence[Drawn]) -> Iterator[str]:
    """Say what was drawn, without naming a room."""
    for one in drawn:
        yield f"{sample_title(one.sample)}，抽 {one.sample.count} 次，要打开 {len(set(one.rooms))} 户"


def beacon_words(logged: Logged) -> str:
    """Say by what chance a disclosure is to be sampled."""
    beacon = logged.manifest.beacon
    assert beacon is not None, "only what names a beacon is drawn from"
    day = chinese_day(date.fromisoformat(beacon.day))
    return f"公示登记册第 {logged.index} 条公示时写明：抽样用 {beacon.source} 在{day}（当天没有的，此前最近一天）公布的数。"
