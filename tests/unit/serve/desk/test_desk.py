"""Which request to the desk gets which page, and that no page answers with anything it should not."""

from http import HTTPStatus
from pathlib import Path

import pytest

from tests.desk_client import HOME, SIGNED, Person, begun, content, words
from tests.ledgers import HEYUAN, copy_of

PAGES = ["", "import", "drafts", "vouchers", "vouchers/new", "edits"]


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(begun(tmp_path))


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_private_and_runs_nothing_of_others(person: Person, address: str) -> None:
    answer = person.see(address)
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["Cache-Control"] == "no-store"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "<style" not in answer.text
    assert "style=" not in answer.text
    assert " on" not in "".join(part.split(">")[0] for part in answer.text.split("<button"))


@pytest.mark.parametrize(
    "address",
    [*PAGES[1:], "/desk/yunxi/nothing", "/desk/other/", "/desk/yunxi/import/x", "/desk/yunxi/vouchers/a/b"],
)
def test_an_unknown_address_is_told_in_chinese(person: Person, address: str) -> None:
    answer = person.see(f"{address}/zzz/yyy" if not address.startswith("/") else address)
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "没有这一页" in answer.text


@pytest.mark.parametrize("headers", [
    {}, {"Origin": "null"}, {"Origin": "http://evil.example"}, {"Origin": f"{HOME}0"},
    {"Origin": HOME, "Sec-Fetch-Site": "cross-site"}, {"Origin": HOME, "Sec-Fetch-Site": "same-site"},
])  # fmt: skip
@pytest.mark.parametrize("address", PAGES[1:])
def test_no_form_is_taken_from_another_page(person: Person, address: str, headers: dict[str, str]) -> None:
    before = content(person.folders[0])
    sent = {"do": "write", "account": "", **SIGNED}
    answer = person.send(address, sent, [("a.csv", b"x")], headers)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert content(person.folders[0]) == before


def test_styles_and_scripts_are_files_of_ours(person: Person) -> None:
    for name in ("desk.css", "desk.js", "desk.fava.css", "css/tokens.css", "css/screen.css", "icon.svg"):
        assert person.see(f"/desk/-/{name}").status_code == HTTPStatus.OK
    for name in (
        "../desk/desk.py",
        "%2e%2e/editor.py",
        "reader.css",
        "css/../../pyproject.toml",
        "desk.py",
        "",
    ):
        assert person.see(f"/desk/-/{name}").status_code == HTTPStatus.NOT_FOUND


def test_one_community_has_no_page_of_all(person: Person) -> None:
    for address in ("/desk", "/desk/"):
        answer = person.see(address)
        assert (answer.status_code, answer.headers["Location"]) == (HTTPStatus.SEE_OTHER, "/desk/yunxi/")
    assert "全部小区" not in person.see("").text


def test_a_district_begins_with_all_its_communities(tmp_path: Path) -> None:
    first, second = begun(tmp_path), copy_of(HEYUAN, tmp_path)
    person = Person(first, second)
    assert person.see("/").headers["Location"] == "/desk/"
    page = words(person.see("/desk/"))
    assert "云溪苑" in page
    assert "和苑" in page
    assert "和苑" in words(person.see("/desk/heyuan/vouchers"))
    assert person.see("/heyuan/journal/").status_code == HTTPStatus.OK
    assert person.see("/yunxi/journal/").status_code == HTTPStatus.OK
    assert 'href="/desk/"' in person.see("drafts").text


def test_books_that_cannot_be_read_give_the_reason_and_the_way(person: Person) -> None:
    settings = person.folders[0] / "community.toml"
    sound = settings.read_text("utf-8")
    settings.write_text("nonsense", "utf-8")
    for address in ("import", "drafts", "vouchers"):
        answer = person.see(address)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "community.toml" in words(answer)
        assert "/yunxi/editor/" in answer.text
    assert "账本读不出来" in words(person.see(""))
    settings.write_text(sound, "utf-8")
    assert person.see("drafts").status_code == HTTPStatus.OK
