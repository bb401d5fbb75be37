"""The private lists of related parties: held against each other by hashes, and never repeated."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

import pytest

from jjledger.books.related_file import RELATED, RELATED_KEY, hashed_rows, particular_hash, read_related
from jjledger.books.source import Source
from jjledger.errors import RegisterError

KEY = bytes(range(32))
HEAD = "party,role,kind,value\n"


def _source(tmp_path: Path, text: str, key: bytes | None = None) -> Source:
    (tmp_path / "private").mkdir(exist_ok=True)
    (tmp_path / RELATED).write_text(HEAD + text, encoding="utf-8")
    if key is not None:
        (tmp_path / RELATED_KEY).write_text(f"{key.hex()}\n", encoding="utf-8")
    return Source(tmp_path)


def test_without_a_list_nothing_was_asked(tmp_path: Path) -> None:
    assert "没有关联方名单" in read_related(Source(tmp_path), ["某公司"]).unable
    empty = read_related(_source(tmp_path, "某公司,,电话,1\n"), ["某公司"])
    assert "没有业委会成员" in empty.unable


def test_particulars_meet_however_they_are_written(tmp_path: Path) -> None:
    related = read_related(
        _source(
            tmp_path, ",业委会委员,电话,+86 138-0000-1234\n某 公司,,电话,13800001234\n,物业员工,姓名,张 三\n"
        ),
        ["某公司", "张三"],
    )
    shared = {
        payee: [one for one in found if one in related.people] for payee, found in related.payees.items()
    }
    assert [related.people[one] for one in shared["某公司"]] == ["业委会委员"]
    assert [related.people[one] for one in shared["张三"]] == ["物业员工"]


def test_a_hash_is_the_keyed_one_of_the_plain_value() -> None:
    expected = hmac.new(KEY, b"phone\n13800001234", hashlib.sha256).digest()
    assert particular_hash(KEY, "phone", "0086 138 0000 1234") == expected
    assert particular_hash(KEY, "account", "13800001234") != expected


def test_a_hashed_list_finds_the_same_and_holds_no_value(tmp_path: Path) -> None:
    plain = ",业委会委员,法定代表人,李四\n某公司,,法定代表人,李四\n某公司,,地址,人民路1号\n"
    text = "\n".join(hashed_rows(_source(tmp_path, plain), KEY))
    assert "李四" not in text
    assert "人民路" not in text
    related = read_related(_source(tmp_path, text.removeprefix(HEAD), KEY), ["某公司"])
    assert [related.people[one] for one in related.payees["某公司"] if one in related.people] == [
        "业委会委员"
    ]


@pytest.mark.parametrize(
    "row",
    [
        "某公司,业委会委员,电话,13800001234",
        ",,电话,13800001234",
        ",业委会委员,微信,13800001234",
        ",业委会委员,电话,—",
        ",业委会委员,电话,hmac:13800001234",
        ",业委会委员,电话,13800001234,多一格",
    ],
)
def test_a_bad_row_is_refused_without_being_repeated(tmp_path: Path, row: str) -> None:
    with pytest.raises(RegisterError) as refused:
        read_related(_source(tmp_path, f"{row}\n", KEY), [])
    assert "13800001234" not in refused.value.trouble.text("错误")
    assert f"{RELATED}:2" in refused.value.trouble.text("错误")


def test_a_hash_without_the_key_and_a_key_that_is_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RegisterError):
        read_related(_source(tmp_path, f",业委会委员,电话,hmac:{'a' * 64}\n"), [])
    source = _source(tmp_path, ",业委会委员,电话,1\n")
    (tmp_path / RELATED_KEY).write_text("geheim\n", encoding="utf-8")
    with pytest.raises(RegisterError, match="密钥"):
        read_related(source, [])
