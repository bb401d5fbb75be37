"""What a community's open data consist of: every table that is in force, as a Frictionless data package.

Source: Data Package v2, https://datapackage.org/standard/data-package/
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from jjledger.disclosure.models import CommunityPage
from jjledger.disclosure.published_data import Data

_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
_LICENSE: Final = {
    "name": "CC-BY-4.0",
    "title": "知识共享 署名 4.0：可以自由复制、改编、商用，注明出处即可",
    "path": "https://creativecommons.org/licenses/by/4.0/deed.zh-hans",
}
# A column is money where its head says so, a day or a number where it is known as one.
_MONEY: Final = "（元）"
_TYPES: Final = {"日期": "date", "层级": "integer", "户数": "integer", "比例（%）": "number"}
_TABLES: Final = {"lines": "收支明细", "vouchers": "凭证"}
_WORDS: Final = {
    "money": "人民币元，两位小数，句点为小数点，不分节",
    "date": "公历，年-月-日",
}


def data_package(
    community: CommunityPage, pages: Sequence[tuple[str, Data]], tables: Mapping[str, bytes], site: str = ""
) -> dict[str, Any]:
    """Describe the tables in force.

    Args:
        community: whose.
        pages: folder below d/<community>/ and data.json of every document in force.
        tables: CSV files as they are published, by path below d/<community>/.
        site: where the site stands, "" when unknown.
    """
    heads = {path.rstrip("/"): data["head"] for path, data in pages}
    package: dict[str, Any] = {
        "$schema": _PROFILE,
        "name": community.code,
        "title": f"{community.name}账目公示数据",
        "description": "现行有效的每一份公示的表格。金额单位为元；每行都能在同一文件夹的网页上看到。",
        "version": community.as_of.isoformat(),
        "licenses": [_LICENSE],
        "sources": [_source(community, site)],
        "contributors": [{"title": community.contact, "roles": ["contact"]}],
        "resources": [
            _resource(path, data, heads.get(path.rpartition("/")[0], {}))
            for path, data in sorted(tables.items())
        ],
    }
    if site:
        package["homepage"] = f"{site.rstrip('/')}/d/{community.code}/"
    return package


def _source(community: CommunityPage, site: str) -> dict[str, str]:
    source = {"title": f"{community.name}的账簿（公开账）"}
    if site and community.book_path:
        source["path"] = f"{site.rstrip('/')}/d/{community.code}/{community.book_path}"
    return source


def _resource(path: str, data: bytes, head: Mapping[str, Any]) -> dict[str, Any]:
    """Describe one CSV file; its columns are those its first row names."""
    name = path.removesuffix(".csv")
    table = _TABLES.get(name.rpartition("/")[2], "")
    parts = (head.get("period_title", ""), head.get("title", ""), table)
    resource = {
        "name": name.replace("/", "-").replace(".", "-").lower(),
        "title": " ".join(part for part in parts if part) or name,
        "path": path,
        "type": "table",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "schema": {"missingValues": [""], "fields": [_field(column) for column in _columns(data)]},
    }
    if head.get("edition"):
        resource["version"] = str(head["edition"])
    return resource


def _columns(data: bytes) -> list[str]:
    """Read the heads of the columns, none of which holds a comma or a quotation mark."""
    return data.decode("utf-8-sig").partition("\r\n")[0].split(",")


def _field(column: str) -> dict[str, Any]:
    if column.endswith(_MONEY):
        return {
            "name": column, "type": "number", "decimalChar": ".", "bareNumber": True,
            "unit": "CNY", "description": _WORDS["money"],
        }  # fmt: skip
    kind = _TYPES.get(column, "string")
    field = {"name": column, "type": kind}
    if kind == "date":
        field |= {"format": "%Y-%m-%d", "description": _WORDS["date"]}
    return field
