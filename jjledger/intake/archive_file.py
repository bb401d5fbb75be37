"""Take an archive's files out of its zip, and hold each against its hash."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Final

from jjledger.errors import ExportError, Trouble
from jjledger.intake.audit_files import refused

_SUMS: Final = "SHA256SUMS"
_MOST_BYTES: Final = 4 << 30  # unpacked
_LINE: Final = re.compile(r"([0-9a-f]{64})  (.+)")
_AGAIN: Final = "请用原来的档案文件；原件也打不开的，请从别处的备份取。"
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError)


def archived_files(data: bytes, name: str) -> dict[str, bytes]:
    """Give an archive's files by path, each as its hash says.

    Args:
        data: the zip.
        name: what to call it in a message.

    Raises:
        ExportError: it is no archive, or a file was changed, added or taken away; all such.
    """
    files = _unpacked(data, name)
    if _SUMS not in files:
        raise refused(name, f"里面没有 {_SUMS}，这不是年度档案。", _AGAIN)
    told = {}
    for line in files[_SUMS].decode("utf-8", "replace").splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            raise refused(f"{name} {_SUMS}", f"读不懂这一行：{line[:80]}", _AGAIN)
        told[match[2]] = match[1]
    wrong = [
        Trouble(f"{name} {path}", what, _AGAIN)
        for path in sorted(told.keys() | files.keys() - {_SUMS})
        if (what := _difference(path, told, files))
    ]
    if wrong:
        raise ExportError(tuple(wrong))
    return files


def _difference(path: str, told: dict[str, str], files: dict[str, bytes]) -> str:
    if path not in files:
        return "这个文件不见了。"
    if path not in told:
        return "这个文件是后加的，哈希清单里没有。"
    return "" if hashlib.sha256(files[path]).hexdigest() == told[path] else "这个文件被改过，与哈希不符。"


def _unpacked(data: bytes, name: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > _MOST_BYTES:
                raise refused(name, "解开后超过 4 GB，不是年度档案。", _AGAIN)
            for entry in entries:
                path = PurePosixPath(entry.filename)
                if path.is_absolute() or ".." in path.parts or "\\" in entry.filename:
                    raise refused(name, f"里面有指向别处的路径 {entry.filename}。", _AGAIN)
            if len({entry.filename for entry in entries}) < len(entries):
                raise refused(name, "里面有同名的文件。", _AGAIN)
            return {entry.filename: archive.read(entry) for entry in entries}
    except _DAMAGED as error:
        raise refused(name, "这个文件不是完整的 zip。", _AGAIN) from error
