"""Which of Fava's ways to change anything are open on a private book, and where the others lead.

Open is what ends in the ledger's one writer. Fava moves, saves and deletes other files by
itself, past any lock and history: those ways are shut, and the desk's pages stand in for them.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Final

from werkzeug import Response

from jjledger.serve.answers import refusal_to_script
from jjledger.serve.gate import READING

_API: Final = re.compile(r"/[^/]+/api/(?P<name>[^/]+)")
_IMPORT: Final = re.compile(r"/(?P<code>[^/]+)/import/")

# Requests that write, and that `StoredText` carries out; one of them only lays text out.
STORED: Final = frozenset(
    {
        ("PUT", "source"),
        ("PUT", "source_slice"),
        ("DELETE", "source_slice"),
        ("PUT", "add_entries"),
        ("PUT", "attach_document"),
        ("PUT", "format_source"),
    }
)
# Requests that only read by their method, and move a file or run an importer.
_WRITE_BY_READING: Final = frozenset({"move", "extract"})

_INSTEAD: Final = {
    "add_document": "原始凭证请在“凭证”页里附：打开那张凭证，选文件，按“附上”。",
    "document": "原始凭证按规定保管，不能删除。",
    "upload_import_file": "银行对账单请在“导入”页里上传。",
    "move": "原始凭证由程序按内容存放，不能移动。",
    "extract": "银行对账单请在“导入”页里导入。",
}


def refused_by_store(method: str, path: str) -> Response | None:
    """Refuse a request to Fava that would change anything past the ledger's one writer.

    Args:
        method: of the request.
        path: Fava's, with its leading slash.

    Returns:
        The refusal; None where Fava may answer.
    """
    api = _API.fullmatch(path)
    name = api["name"] if api else ""
    if method in READING and name not in _WRITE_BY_READING:
        led = _IMPORT.fullmatch(path)
        if led is None:
            return None
        return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": f"/desk/{led['code']}/import"})
    if (method, name) in STORED:
        return None
    return refusal_to_script(
        HTTPStatus.FORBIDDEN, _INSTEAD.get(name, "这里不能这样写入账本；请用工作台的页面。")
    )
