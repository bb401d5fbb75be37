"""Secret keys of a district, from a person's side: made on purpose, shown and changed.

What lives here: which keys there are and what becomes of them. What must not: shares, and witnesses' own keys.
"""

from __future__ import annotations

import secrets
import stat
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from jjledger.books.community_file import DISTRICT, read_district
from jjledger.errors import StoreError, Trouble, refusal
from jjledger.facts.community import District
from jjledger.proof.keys import NOTE, PublicKey, SecretKey
from jjledger.store.files import make_folders
from jjledger.store.home import OWN
from jjledger.store.keys import (
    DEPLOYMENT,
    LOG,
    LOG_LAST,
    deployment,
    find_key,
    key_file,
    key_folder,
    log_key,
    make_key,
    read_key_text,
    write_key_text,
)
from jjledger.store.lock import held
from jjledger.store.owner_keys import changing, read_owner_rows, rewrapped, write_owner_rows
from jjledger.store.refusals import refusing
from jjledger.store.system import System
from jjledger.workflows.log_place import community_name, log_folder, log_home

_BYTES: Final = 32
_NEXT: Final = f"{DEPLOYMENT}.next"
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class DistrictKeys:
    """What may be said of a district's keys."""

    folder: Path  # where they lie
    fingerprint: str  # of the deployment's
    log: PublicKey
    demo: bool  # one of them is for demonstration
    readable: tuple[str, ...]  # files that others on the machine can read

    @property
    def mark(self) -> str:
        """Tell these two keys from any others, as the record of custody does."""
        return mark_of(self.fingerprint, self.log)


def mark_of(fingerprint: str, log: PublicKey) -> str:
    """Write what the record of custody knows two keys by."""
    return f"{fingerprint}+{log.key_id.hex()}"


def district_around(folder: Path) -> District:
    """Read the district of a community's or district's folder; a community without one is its own.

    Raises:
        CommunityFileError: district.toml is refused.
    """
    place = folder.resolve()
    for above in (place, place.parent):
        if (above / DISTRICT).is_file():
            return read_district(above)
    return District(place.name, (place.name,))


def make_keys(folder: Path, system: System, *, replace_demo: bool) -> DistrictKeys:
    """Make a district's keys on purpose; what is there is never overwritten.

    Args:
        folder: a community's or a district's.
        system: the machine.
        replace_demo: put keys for demonstration aside, with the log they signed, and begin anew.

    Raises:
        OptionError: there are keys, or the site has no address yet, by which the log is named.
        StoreError: the disk refused.
    """
    district, home = district_around(folder), log_home(folder, system)
    if not district.site and not district.log.origin:
        what = "district.toml 没有写 site（网站地址）；登记册以它为名，以后改了就是另一本。"
        raise refusal(str(folder), what, '请先写  site = "https://…"  ，再做密钥。')
    standing = [name for name in (DEPLOYMENT, LOG) if key_file(home, name).exists()]
    if standing:
        _put_demo_aside(home, system, wanted=replace_demo)
    make_key(home, DEPLOYMENT, system)
    write_key_text(home, LOG, SecretKey(district.origin, NOTE, secrets.token_bytes(_BYTES)).text(), system)
    return show_keys(folder, system)


def show_keys(folder: Path, system: System) -> DistrictKeys:
    """Tell what may be said of a district's keys.

    Raises:
        StoreError: there are none, or they cannot be read.
    """
    district, home = district_around(folder), log_home(folder, system)
    found = deployment(home, system)
    signer = log_key(home, district.origin, system)
    texts = (read_key_text(home, name, system) for name in (DEPLOYMENT, LOG))
    demo = any(text is not None and text[1] for text in texts)
    readable = tuple(
        name for name in (DEPLOYMENT, LOG) if stat.S_IMODE(key_file(home, name).stat().st_mode) & _OTHERS
    )
    return DistrictKeys(key_folder(home), found.fingerprint(), signer.public(), demo, readable)


def rotate_deployment(folder: Path, system: System) -> tuple[DistrictKeys, int]:
    """Change the key from which the communities' keys come; owners' keys stay what they are, wrapped anew.

    A run that was broken off is finished by the next one.

    Args:
        folder: the district's.
        system: the machine.

    Returns:
        The keys as they are then, and how many owners' keys were wrapped anew.

    Raises:
        OptionError: the keys are for demonstration.
        StoreError: a row is damaged, or the disk refused; the old key stays in force.
    """
    district, home = district_around(folder), log_home(folder, system)
    count = 0
    if deployment(home, system).demo:
        what = "现在用的是演示密钥，住户的密钥由它推算，换了就全变了。"
        raise refusal(str(folder), what, "请用  jjledger key make 区文件夹 --replace-demo  启用正式的密钥。")
    with held(key_file(home, ".lock"), system):
        old = deployment(home, system)
        begun = find_key(
            home, _NEXT, system
        )  # by a run that was broken off; perhaps when all but this was done
        new = replace(old, secret=begun if begun not in {None, old.secret} else make_key(home, _NEXT, system))
        for place in communities_of(folder):
            if not read_owner_rows(place, system):
                continue
            name = community_name(district, place.name)
            with changing(place, system) as rows:
                write_owner_rows(place, rewrapped(place, rows, old.master(name), new.master(name)), system)
            count += len(rows)
        write_key_text(home, DEPLOYMENT, new.secret.hex(), system)
        with refusing(key_file(home, _NEXT)):
            system.unlink(key_file(home, _NEXT))
    return show_keys(folder, system), count


def communities_of(folder: Path) -> tuple[Path, ...]:
    """List the folders of a district's communities; a community without one is alone."""
    place = folder.resolve()
    if (place / DISTRICT).is_file():
        return tuple(place / name for name in read_district(place).communities)
    if (place.parent / DISTRICT).is_file():
        return communities_of(place.parent)
    return (place,)


def _put_demo_aside(home: Path, system: System, *, wanted: bool) -> None:
    """Move keys for demonstration away, with their log."""
    texts = {name: read_key_text(home, name, system) for name in (DEPLOYMENT, LOG)}
    if any(text is not None and not text[1] for text in texts.values()):
        what = "这里已经有密钥，不覆盖：没有它，公示过的就不能再更正，登记册也接不下去。"
        raise refusal(
            str(key_folder(home)), what, "要换密钥，请用 jjledger key rotate；看现有的，用 key show。"
        )
    if not wanted:
        what = "这里是演示密钥，它签的登记册作不得数。"
        remedy = "要启用正式的，请加上 --replace-demo：演示的密钥和登记册移到一边，从第 0 条重新登记；网站也要发布到新的位置。"
        raise refusal(str(key_folder(home)), what, remedy)
    aside = home / OWN / f"demo-{system.now():%Y%m%d-%H%M%S}"
    if aside.exists():
        raise StoreError(Trouble(str(aside), "这里已经有文件。", "请过一秒再运行。"))
    make_folders(aside / "keys", system)
    with refusing(aside):
        if log_folder(home).exists():
            system.replace(log_folder(home), aside / "log")
        for name in (*texts, LOG_LAST):
            if key_file(home, name).exists():
                system.replace(key_file(home, name), aside / "keys" / name)
