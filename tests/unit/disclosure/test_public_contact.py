"""A contact that names somebody is shown as the committee, and told without being repeated."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jjledger.disclosure.public_contact import contact_wrong, with_public_contact
from jjledger.disclosure.watched import Watched
from jjledger.facts.books import Books
from tests.shifan_notes import shifan

WATCH = Watched(frozenset({"冯程程", "01-1-101"}))


def _books(contact: str) -> Books:
    books = shifan()
    settings = replace(books.community.disclosure, contact=contact)
    return replace(books, community=replace(books.community, disclosure=settings))


@pytest.mark.parametrize("contact", ["本小区业主委员会", "社区 0576-88881234", "业委会 13911112222"])
def test_an_office_and_its_numbers_stand(contact: str) -> None:
    books = _books(contact)
    assert with_public_contact(books, WATCH) is books
    assert list(contact_wrong(books, WATCH)) == []


@pytest.mark.parametrize(
    ("contact", "kind"),
    [
        ("冯程程 13911112222", "姓名"),
        ("业委会冯程程", "姓名"),
        ("1幢1单元101室", "房号"),
        ("业委会 330106199001011232", "身份证号"),
    ],
)
def test_whoever_it_names_is_gone_and_told(contact: str, kind: str) -> None:
    books = _books(contact)
    assert with_public_contact(books, WATCH).community.disclosure.contact == "业主委员会"
    (finding,) = contact_wrong(books, WATCH)
    assert (finding.code, finding.severity, finding.place.file) == ("D07", "block", "community.toml")
    assert finding.what.startswith(f"联系单位里有{kind}，")
    assert "冯程程" not in finding.what
