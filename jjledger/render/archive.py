"""A year's archive: its index, its list, its hashes, and the one file they are all packed into.

What lives here: forms. What must not: which files an archive holds.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

from jjledger.disclosure.archive_models import ArchiveIndex
from jjledger.render import html
from jjledger.render.data import csv_bytes
from jjledger.render.document import alone
from jjledger.render.tables import Column, Table

SUMS: Final = "SHA256SUMS"
_INDEX: Final = "index.html"
_LIST: Final = "清单.csv"
_NEVER: Final = (1980, 1, 1, 0, 0, 0)  # the first day a zip knows
_MODE: Final = 0o600 << 16
_COLUMNS: Final = (
    Column("文件", width=60), Column("字节", "count"), Column("SHA-256", width=64), Column("部分", width=14),
    Column("保管期限"), Column("最低保管到"),
)  # fmt: skip


def index_files(index: ArchiveIndex) -> dict[str, bytes]:
    """Write the index as a page and as a table."""
    rows = tuple(
        (file.path, file.bytes_long, file.sha256, section.title, file.term, file.until)
        for section in index.sections
        for file in section.files
    )
    return {
        _INDEX: alone(html.archive(index)).encode(),
        _LIST: csv_bytes(Table("清单", _COLUMNS, rows)),
    }


def sums_bytes(hashes: Mapping[str, str]) -> bytes:
    """Write hashes as `sha256sum -c` reads them."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(hashes.items())).encode()


def packed(files: Mapping[str, bytes]) -> bytes:
    """Pack files into a zip, the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in sorted(files.items()):
            entry = zipfile.ZipInfo(path, _NEVER)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _MODE
            archive.writestr(entry, data)
    return out.getvalue()
