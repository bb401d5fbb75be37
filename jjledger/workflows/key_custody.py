"""The district's keys in three custodians' hands: shares on paper, drills, and bringing the keys back.

Both keys are split together, so that two papers bring back everything that cannot be made anew.

What lives here: what a share's paper says, and what two of them give. What must not: how bytes are split.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from jjledger.errors import refusal
from jjledger.proof.keys import NOTE, SecretKey
from jjledger.render.key_share import SharePaper, share_html, share_text
from jjledger.store.files import make_folders, read_or_none, read_text, write_atomically
from jjledger.store.home import find_home
from jjledger.store.key_shares import SHARES, join, split, words_in
from jjledger.store.keys import (
    DEPLOYMENT,
    LOG,
    deployment,
    fingerprint_of,
    key_file,
    log_key,
    read_key_text,
    write_key_text,
)
from jjledger.store.open_places import refuse_for_keys
from jjledger.store.system import System
from jjledger.workflows.district_keys import district_around, mark_of, show_keys
from jjledger.workflows.log_place import log_home
from jjledger.workflows.private_papers import refuse_standing

CUSTODY: Final = "custody.csv"  # beside the keys: who got a share when, and when two were last tried
_HEAD: Final = ("day", "what", "share", "holder", "keys")
_FINGERPRINT: Final = re.compile(r"密钥指纹[：:]\s*([0-9a-f ]{16,24})")
_KEY: Final = 32
_PRIVATE: Final = 0o600


@dataclass(frozen=True, slots=True)
class Joined:
    """What two shares gave."""

    fingerprint: str
    compared: bool  # the keys are here, and the same
    written: bool  # they were not here, and are now


@dataclass(frozen=True, slots=True)
class Handed:
    """One line of who has what."""

    day: str
    what: str  # split: got a share; drill: two shares were tried; joined: the keys were brought back
    share: str
    holder: str
    mark: str  # of both keys


def split_keys(
    folder: Path, to: Path, holders: Sequence[str], today: date, system: System
) -> tuple[Path, ...]:
    """Write the papers of three custodians, which open nothing alone and everything by twos.

    Args:
        folder: the district's.
        to: where the papers go; not beside the ledger.
        holders: the three custodians: offices, not persons.
        today: the day on the papers.
        system: the machine.

    Raises:
        OptionError: the keys are for demonstration, the holders are not three, others see the place, or shares of
            before lie there.
        StoreError: there are no keys, or the disk refused.
    """
    if len(set(holders)) != SHARES or not all(holder.strip() for holder in holders):
        raise refusal(
            "--holder",
            "要写明三位不同的保管人。",
            "请写三次 --holder，例如 --holder 街道办 --holder 业委会 --holder 监事。",
        )
    top = find_home(folder, system).top
    if to.resolve().is_relative_to(top):
        what = f"份额不能放在账本旁边（{top}）：拿到账本的人就凑得齐密钥。"
        raise refusal(str(to), what, "请放到 U 盘上，打印以后把文件删去。")
    refuse_for_keys(to, f"--to {to}", "请放到 U 盘上，打印以后把文件删去。", system)
    shown, home, district = show_keys(folder, system), log_home(folder, system), district_around(folder)
    if shown.demo:
        raise refusal(str(folder), "演示密钥不必分给人保管。", "请先用 jjledger key make 做正式的。")
    secret = deployment(home, system).secret + log_key(home, district.origin, system).seed
    papers = [
        SharePaper(number, holder, district.name, shown.fingerprint, shown.log.name, shown.log.text(), today, words.split())
        for number, (holder, words) in enumerate(zip(holders, split(secret), strict=True), 1)
    ]  # fmt: skip
    files: dict[str, bytes] = {}
    for paper in papers:
        stem = f"密钥份额-{paper.number}-{re.sub(r'[^0-9A-Za-z一-鿿]', '_', paper.holder)}"
        files |= {f"{stem}.txt": share_text(paper).encode(), f"{stem}.html": share_html(paper).encode()}
    for name in files:
        refuse_standing(to / name, "--to")  # shares of another splitting: nobody knows them any more
    make_folders(to, system)
    for name, data in files.items():
        write_atomically(to / name, data, system, _PRIVATE)
    _note(
        home,
        [Handed(str(today), "split", str(p.number), p.holder, shown.mark) for p in papers],
        system,
    )
    return tuple(to / name for name in files)


def join_keys(folder: Path, shares: Sequence[Path], today: date, system: System, *, check: bool) -> Joined:
    """Put two shares together: to try them where the keys are, to bring the keys back where they are gone.

    Args:
        folder: the district's.
        shares: two files, of `split_keys` or typed from the papers.
        today: the day.
        system: the machine.
        check: only try; write no key.

    Raises:
        OptionError: a share is wrong, or the two give other keys than the papers or this machine say.
        StoreError: the disk refused.
    """
    texts = [(str(path), read_text(path)) for path in shares]
    secret = join([words_in(text, place) for place, text in texts], [place for place, _ in texts])
    home, district = log_home(folder, system), district_around(folder)
    fingerprint = fingerprint_of(secret[:_KEY])
    _refuse_other(texts, fingerprint)
    standing = {name: read_key_text(home, name, system) for name in (DEPLOYMENT, LOG)}
    signer = SecretKey(district.origin, NOTE, secret[_KEY:])
    told = {DEPLOYMENT: secret[:_KEY].hex(), LOG: signer.text()}
    for name, text in standing.items():
        if text is not None and text[0] != told[name]:
            what = "两份合成的密钥，和这台机器上的不是同一把；什么都没有写。"
            raise refusal(
                str(key_file(home, name)), what, "份额可能是换密钥以前分的，或者网址（登记册的名称）不同。"
            )
    missing = [name for name, text in standing.items() if text is None]
    if not check:
        for name in missing:
            write_key_text(home, name, told[name], system)
    what = "joined" if missing and not check else "drill"
    if not missing or not check:
        _note(home, [Handed(str(today), what, "", "", mark_of(fingerprint, signer.public()))], system)
    return Joined(fingerprint, not missing, bool(missing) and not check)


def custody_of(folder: Path, system: System) -> tuple[Handed, ...]:
    """Read who has a share and when two were tried, oldest first; a damaged record counts as none.

    Raises:
        StoreError: it cannot be read.
    """
    data = read_or_none(key_file(log_home(folder, system), CUSTODY), system)
    rows = csv.reader(io.StringIO((data or b"").decode("utf-8", "replace")))
    return tuple(Handed(*row) for row in rows if len(row) == len(_HEAD) and tuple(row) != _HEAD)


def _refuse_other(texts: Sequence[tuple[str, str]], fingerprint: str) -> None:
    """Refuse what two shares give where a paper says another fingerprint."""
    for place, text in texts:
        printed = _FINGERPRINT.search(text)
        if printed and printed[1].replace(" ", "") != fingerprint:
            what = f"两份合成的密钥，指纹是 {fingerprint}，纸上印的是 {printed[1].strip()}；什么都没有写。"
            raise refusal(place, what, "请核对是不是同一次分的份额，词有没有抄错。")


def _note(home: Path, rows: Sequence[Handed], system: System) -> None:
    """Add lines to who has what."""
    path = key_file(home, CUSTODY)
    text = io.StringIO((read_or_none(path, system) or b"").decode("utf-8", "replace"), newline="")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text, lineterminator="\n")
    if not text.getvalue():
        writer.writerow(_HEAD)
    writer.writerows((row.day, row.what, row.share, row.holder, row.mark) for row in rows)
    write_atomically(path, text.getvalue().encode(), system, _PRIVATE)
