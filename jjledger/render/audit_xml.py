"""The audit interface as one XML file, and the schema it keeps to.

What lives here: markup. What must not: which tables and elements there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from jjledger.render.tables import Cell, Column, Kind, Table
from jjledger.units import plain_yuan

ROOT: Final = "会计核算软件数据"
ROW: Final = "记录"
_TYPES: Final[Mapping[Kind, str]] = {
    "text": "xs:string", "day": "xs:date", "yuan": "金额", "count": "xs:nonNegativeInteger", "percent": "xs:decimal",
}  # fmt: skip
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_CONTROLS: Final = {code: " " for code in range(32) if chr(code) not in "\t\n"}  # XML has no room for them


def xml_bytes(tables: Mapping[str, Table], schema: str) -> bytes:
    """Write tables as elements of one document.

    Args:
        tables: by name.
        schema: name of the schema's file beside it.
    """
    lines = [
        _DECLARATION,
        f'<{ROOT} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="{escape(schema)}">',
    ]
    for name, table in tables.items():
        lines.append(f"<{name}>")
        heads = [column.head for column in table.columns]
        kinds = [column.kind for column in table.columns]
        for row in table.rows:
            cells = (
                f"<{head}>{_text(cell, kind)}</{head}>"
                for head, kind, cell in zip(heads, kinds, row, strict=True)
            )
            lines.append(f"<{ROW}>{''.join(cells)}</{ROW}>")
        lines.append(f"</{name}>")
    lines.append(f"</{ROOT}>")
    return ("\n".join(lines) + "\n").encode()


def xsd_bytes(tables: Mapping[str, Table]) -> bytes:
    """Write the schema of a document of such tables."""
    lines = [
        _DECLARATION,
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">',
        '<xs:simpleType name="金额"><xs:restriction base="xs:decimal">',
        '<xs:fractionDigits value="2"/></xs:restriction></xs:simpleType>',
        f'<xs:element name="{ROOT}"><xs:complexType><xs:sequence>',
    ]
    for name, table in tables.items():
        lines += _table(name, table.columns)
    lines.append("</xs:sequence></xs:complexType></xs:element>\n</xs:schema>")
    return ("\n".join(lines) + "\n").encode()


def _table(name: str, columns: tuple[Column, ...]) -> Iterator[str]:
    yield f'<xs:element name="{name}"><xs:complexType><xs:sequence>'
    yield f'<xs:element name="{ROW}" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>'
    for column in columns:
        yield f'<xs:element name="{column.head}" type="{_TYPES[column.kind]}"/>'
    yield "</xs:sequence></xs:complexType></xs:element>"
    yield "</xs:sequence></xs:complexType></xs:element>"


def _text(cell: Cell, kind: Kind) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int):
        return plain_yuan(cell) if kind == "yuan" else str(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return escape(str(cell).translate(_CONTROLS))
