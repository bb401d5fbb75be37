"""Originals as they were brought, and only those; vouchers and books as PDF."""

from http import HTTPStatus
from pathlib import Path

import pytest

from tests.desk_client import Person, words
from tests.ledgers import HEYUAN, copy_of


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(copy_of(HEYUAN, tmp_path))


def test_an_original_is_handed_out_as_what_runs_nothing(person: Person) -> None:
    answer = person.see("originals/vouchers/2025-02-F0001.txt")
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.data == (person.folders[0] / "vouchers/2025-02-F0001.txt").read_bytes()


@pytest.mark.parametrize("name", [
    "community.toml", "main.beancount", "vouchers/../community.toml", "vouchers/%2e%2e/community.toml",
    "/etc/passwd", "private/owners.csv", "vouchers", "",
])  # fmt: skip
def test_nothing_else_of_the_folder_is(person: Person, name: str) -> None:
    assert person.see(f"originals/{name}").status_code == HTTPStatus.NOT_FOUND


def test_a_link_out_of_the_folder_is_not_followed(person: Person, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (person.folders[0] / "vouchers/link.txt").symlink_to(tmp_path / "secret.txt")
    assert "secret" not in person.see("originals/vouchers/link.txt").text


def test_vouchers_and_books_are_printed(person: Person) -> None:
    for address in ("print/2025-02-F0001", "print?kind=balances&period=2025-02&fund=1维修资金"):
        answer = person.see(address)
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.data.startswith(b"%PDF-")
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "address", ["print/2025-02-F0099", "print?kind=novel&period=2025", "print?kind=balances&period=x"]
)
def test_what_cannot_be_printed_is_told(person: Person, address: str) -> None:
    answer = person.see(address)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "没有保存" in words(answer)
