"""Places where others see what is written: published sites, folders that web servers serve, ledgers, git repositories.

What lives here: telling such a place, and refusing it for keys. What must not: who writes what where.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from jjledger.errors import refusal
from jjledger.store.files import PRIVATE
from jjledger.store.git import find_repository
from jjledger.store.site_tree import LOCK, SITE_SUMS
from jjledger.store.system import System

# What web servers serve by custom, and the files by which a site is known.
_SERVED_NAMES: Final = frozenset({"www", "wwwroot", "htdocs", "html", "public_html", "public", "site"})
_OF_A_SITE: Final = (LOCK, "index.html", SITE_SUMS)
_OF_A_LEDGER: Final = ("community.toml", "district.toml")
_GROUND: Final = (
    "个人信息保护法第51条：采取加密等安全技术措施，防止个人信息泄露；密钥给人看到，加密就没有用了"
)


def site_above(place: Path) -> str:
    """Say in which site a file would lie; empty where in none.

    Args:
        place: a folder, or a file that need not be there yet.
    """
    place = place.resolve()
    for above in (place, *place.parents):
        if any((above / name).is_file() for name in _OF_A_SITE):
            return f"{above} 里是网站，放进去的文件人人都看得到。"
        if _is_ledger(above):
            return ""
        if above.name.lower().lstrip(".") in _SERVED_NAMES:
            return f"{above} 的名字是网站的文件夹，放进去的文件可能被人看到。"
    return ""


def seen_by_others(place: Path) -> str:
    """Say why others would see a file: it would be served, or go with the ledger; empty where they would not.

    Args:
        place: a folder, or a file that need not be there yet.
    """
    ledger = ledger_above(place)
    if (served := site_above(place)) or ledger is None:
        return served
    if PRIVATE in place.resolve().relative_to(ledger).parts:
        return ""  # left out of sites, histories and archives
    return f"{ledger} 是账簿，除 private 以外的文件都会进版本库，随账簿交给别人。"


def ledger_above(place: Path) -> Path | None:
    """Give the ledger's folder in which a file would lie, the nearest one."""
    place = place.resolve()
    return next((above for above in (place, *place.parents) if _is_ledger(above)), None)


def refuse_for_keys(folder: Path, asked: str, remedy: str, system: System) -> None:
    """Refuse a folder for secret keys that lies in a site, in a ledger, or in a repository that would take them up.

    Args:
        folder: where they would lie; it need not be there yet.
        asked: what named the folder, for the message.
        remedy: what to do instead.
        system: the machine.

    Raises:
        OptionError: says which, and why.
        StoreError: git refuses to look.
    """
    place = folder.resolve()
    why, ledger = site_above(place), ledger_above(place)
    if not why and ledger is not None:
        why = f"{ledger} 是账簿，拿到它的人就拿到密钥。"
    if not why:
        there = next(above for above in (place, *place.parents) if above.is_dir())
        repository = find_repository(there, system)
        name = "" if repository is None else place.relative_to(repository.root).as_posix()
        if repository is not None and not repository.ignored([f"{name}/key"]):
            why = f"{repository.root} 是 git 版本库，密钥提交以后删不干净。"
    if why:
        raise refusal(
            asked, f"密钥不能放在账本里，也不能放在网站和版本库里：{why}什么都没有写。", remedy, _GROUND
        )


def _is_ledger(folder: Path) -> bool:
    return any((folder / name).is_file() for name in _OF_A_LEDGER)
