"""private/related.csv: who decides or works here, and what is known of payees; held against each other by hashes.

    party,role,kind,value
    ,业委会委员,姓名,…            a person: no party, but a role
    ,业委会委员,电话,…
    某防水公司,,法定代表人,…       a payee: its name as on vouchers, no role
    某防水公司,,账号,hmac:3a9d…   64 hexadecimal digits, keyed by private/related.key

Nothing of it is ever shown, not even in an error: what goes on is roles, kinds and hashes.
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from jjledger.books.csv_table import Row, read_rows
from jjledger.books.source import Source
from jjledger.errors import FORMAT, RegisterError, Trouble
from jjledger.facts.related_parties import Particular, RelatedParties
from jjledger.rules.payee_name import payee_key

RELATED: Final = "private/related.csv"
RELATED_KEY: Final = "private/related.key"
_COLUMNS: Final = ("party", "role", "kind", "value")
_KINDS: Final[dict[str, Particular]] = {
    "姓名": "name", "法定代表人": "name", "电话": "phone", "地址": "address", "账号": "account",
}  # fmt: skip
_HASHED: Final = re.compile(r"hmac:([0-9a-f]{64})")
_KEY: Final = re.compile(r"[0-9a-f]{64}")
_COUNTRY: Final = re.compile(r"^(?:00)?86(?=1\d{10}$)")


def read_related(source: Source, payees: Iterable[str]) -> RelatedParties:
    """Read the private lists, and hash the names of all payees along with them.

    Args:
        source: the community's files.
        payees: as the vouchers name them.

    Raises:
        RegisterError: a column, kind or value that is none; the message does not repeat it.
        EncodingError: a file is not UTF-8.
    """
    if not source.exists(RELATED):
        return RelatedParties(unable=f"没有关联方名单（{RELATED}），没有比对收款方")
    key = _key(source)
    people: dict[tuple[Particular, bytes], str] = {}
    known: dict[str, dict[tuple[Particular, bytes], None]] = {
        payee_key(payee): {("name", particular_hash(key, "name", payee)): None} for payee in payees if payee
    }
    for row in _rows(source):
        particular = _particular(source, row, key)
        party, role = row.cells["party"], row.cells["role"]
        if bool(party) == bool(role):
            raise _refusal(source, row, "party 和 role 要写一个，也只写一个。")
        if role:
            people.setdefault(particular, role)
        else:
            known.setdefault(payee_key(party), {})[particular] = None
    if not people:
        return RelatedParties(unable=f"关联方名单（{RELATED}）里没有业委会成员或物业员工")
    return RelatedParties(people, {payee: tuple(found) for payee, found in known.items()})


def particular_hash(key: bytes, kind: Particular, value: str) -> bytes:
    """Hash one particular, however it is spaced or punctuated.

    Args:
        key: of the list.
        kind: name, phone, address or account.
        value: as people write it.
    """
    plain = unicodedata.normalize("NFKC", value).upper()
    plain = "".join(sign for sign in plain if sign.isalnum())
    if kind == "phone":
        plain = _COUNTRY.sub("", "".join(sign for sign in plain if sign.isdigit()))
    return hmac.digest(key, f"{kind}\n{plain}".encode(), "sha256")


def hashed_rows(source: Source, key: bytes) -> Iterator[str]:
    """Give the list with every value hashed, line by line: for a machine that shall know no person.

    Args:
        source: the community's files, with the list.
        key: 32 random bytes, kept beside it as private/related.key.

    Raises:
        RegisterError: a column, kind or value that is none.
    """
    yield ",".join(_COLUMNS)
    for row in _rows(source):
        _, digest = _particular(source, row, key)
        yield f"{row.cells['party']},{row.cells['role']},{row.cells['kind']},hmac:{digest.hex()}"


def _rows(source: Source) -> Iterator[Row]:
    """Read the table; an error about it does not show the line."""
    try:
        yield from read_rows(source, RELATED, _COLUMNS)
    except RegisterError as error:
        raise RegisterError(replace(error.trouble, excerpt="")) from None


def _particular(source: Source, row: Row, key: bytes) -> tuple[Particular, bytes]:
    kind, value = _KINDS.get(row.cells["kind"]), row.cells["value"]
    if kind is None:
        raise _refusal(source, row, f"kind 可以写：{'、'.join(_KINDS)}。")
    if value.startswith("hmac:"):
        hashed = _HASHED.fullmatch(value)
        if hashed is None or not source.exists(RELATED_KEY):
            raise _refusal(source, row, f"hmac: 后面是 64 位小写十六进制数，并要有 {RELATED_KEY}。")
        return kind, bytes.fromhex(hashed[1])
    if not any(sign.isalnum() for sign in value):
        raise _refusal(source, row, "value 是空的。")
    return kind, particular_hash(key, kind, value)


def _key(source: Source) -> bytes:
    """Give the list's key; plain lists need none, since their hashes never leave the memory."""
    if not source.exists(RELATED_KEY):
        return b"plain"
    text = source.text(RELATED_KEY).strip()
    if _KEY.fullmatch(text) is None:
        place = source.place(RELATED_KEY, 1)
        raise RegisterError(Trouble(place, "这不是关联方名单的密钥。", "请写 64 位小写十六进制数。", FORMAT))
    return bytes.fromhex(text)


def _refusal(source: Source, row: Row, remedy: str) -> RegisterError:
    what = "关联方名单的这一行读不出来（内容不显示）。"
    return RegisterError(Trouble(source.place(RELATED, row.line), what, remedy, FORMAT))
