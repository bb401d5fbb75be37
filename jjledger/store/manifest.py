"""What a publication was made from, as one fingerprint a community.

What lives here: hashing a ledger folder, and the JSON that keeps the hashes.
What must not: deciding what to rebuild.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from hashlib import blake2b, sha256
from pathlib import Path

from jjledger.errors import StoreError, Trouble
from jjledger.store.refusals import refusing

NOT_READ = {"build", "private"}  # made from the rest; names and phones, which no page shows
ORIGINALS = "vouchers"  # scans: many and large, so their size and time stand for their content


def fingerprint_of(folder: Path, extra: str) -> str:
    """Hash everything in a ledger folder that a publication reads.

    Hidden files, `build/` and `private/` are left out. Of the originals below `vouchers/`
    the size and the time of change count, of all other files the content.

    Args:
        folder: A community's folder.
        extra: What else the pages depend on: versions, templates, the period asked for.

    Returns:
        64 hexadecimal digits.

    Raises:
        StoreError: The folder or a file in it is a link out of the tree, or cannot be read.
    """
    hashed = blake2b(extra.encode(), digest_size=32)
    refuse_foreign_links(folder)
    with refusing(folder):
        for path in _files(folder):
            relpath = path.relative_to(folder)
            if relpath.parts[0] == ORIGINALS:
                status = path.stat()
                content = f"{status.st_size} {status.st_mtime_ns}".encode()
            else:
                content = path.read_bytes()
            for part in (os.fsencode(relpath), content):
                hashed.update(len(part).to_bytes(8, "big"))
                hashed.update(part)
    return hashed.hexdigest()


def text_hash(folder: Path) -> str:
    """Hash the text of a ledger: everything in it but originals, generated and private things.

    It is the SHA-256 of the list that `sha256sum` would write of the files, sorted by path.

    Args:
        folder: A community's folder.

    Returns:
        64 hexadecimal digits.

    Raises:
        StoreError: A file cannot be read.
    """
    with refusing(folder):
        listed = (
            f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
            for path in _files(folder)
            if path.relative_to(folder).parts[0] != ORIGINALS
        )
        return sha256("".join(listed).encode()).hexdigest()


def refuse_foreign_links(folder: Path) -> None:
    """Refuse a ledger folder through which files elsewhere on the machine would be read.

    Args:
        folder: A community's folder; what it stands in is the tree.

    Raises:
        StoreError: The folder leads out of the tree, or something in it leads out of it.
    """
    with refusing(folder):
        tree = folder.parent.resolve()
        inside = folder.resolve(strict=True)
        if not inside.is_relative_to(tree):
            raise _link_out(folder)
        for path in _entries(folder):
            if path.is_symlink() and not path.resolve().is_relative_to(inside):
                raise _link_out(path)


def dump_fingerprints(fingerprints: Mapping[str, str]) -> bytes:
    """Write fingerprints as JSON, the same bytes for the same content."""
    return (json.dumps(dict(fingerprints), indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def load_fingerprints(path: Path) -> Mapping[str, str]:
    """Read fingerprints; a record that is missing or damaged counts as none, and all is rebuilt."""
    try:
        loaded = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    return {key: value for key, value in loaded.items() if isinstance(value, str)}


def _files(folder: Path) -> list[Path]:
    """List the files a publication may read, in a fixed order."""
    return sorted((path for path in _entries(folder) if path.is_file()), key=os.fsencode)


def _entries(folder: Path) -> Iterator[Path]:
    """Walk what is in a ledger folder, without hidden and generated things."""
    for root, folders, files in os.walk(folder, onerror=_fail):
        here = Path(root)
        folders[:] = [
            name for name in folders if not name.startswith(".") and not (here == folder and name in NOT_READ)
        ]
        yield from (here / name for name in (*folders, *files) if not name.startswith("."))


def _fail(error: OSError) -> None:
    """Stop the walk: a folder that cannot be read is not an empty one."""
    raise error


def _link_out(path: Path) -> StoreError:
    """Build the refusal of a link that leads out of the tree."""
    return StoreError(
        Trouble(
            place=str(path),
            what=f"这是一个链接，指向账簿文件夹之外的 {path.resolve()}。账簿只读自己文件夹里的文件。",
            remedy="请删去这个链接，把需要的文件复制到账簿文件夹里。",
        )
    )
