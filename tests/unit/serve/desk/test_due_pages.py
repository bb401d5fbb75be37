"""日程 at the desk: what the command lists, in its words, and the papers that went out."""

from __future__ import annotations

import re
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.desk_client import Person, words
from tests.ledgers import SAMPLE, copy_of, run
from tests.posted_pages import HANG, marked, photo, refs, someone
from tests.publishing import district, publish

PUBLISHED = "2026-01-31"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish one small community of the sample."""
    place = tmp_path_factory.mktemp("due")
    ended = publish(district(place / "ledgers", "fengwan"), place / "public")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return place / "public"


@pytest.fixture
def person(site: Path, tmp_path: Path) -> Person:
    return Person(copy_of(SAMPLE / "fengwan", tmp_path), today=PUBLISHED, site=site)


def test_the_page_says_what_the_command_says(person: Person, site: Path) -> None:
    ran = run("jjledger", "due", person.folders[0], "--to", site, "--today", PUBLISHED)
    told = "".join(words(person.see("due")).split())
    listed = [line for line in ran.stdout.splitlines() if line.startswith("    ") and "：" in line]
    listed = [line for line in listed if "jjledger" not in line]  # the page has the papers themselves
    assert len(listed) >= 5
    for line in listed:
        assert "".join(line.split()) in told
    unposted = re.search(r"(\d+) 项张贴不全", ran.stdout)
    assert unposted is not None
    assert unposted[0].replace(" ", "") in told


def test_nothing_out_is_late_in_words_and_says_where_to_look(tmp_path: Path) -> None:
    told = words(someone(tmp_path, tmp_path / "nowhere", "2025-05-12").see("due"))
    assert "尚未公示 12 天" in told
    assert "项逾期" in told
    assert "nowhere 里没有这个小区的公示" in told


def test_papers_are_those_of_the_edition_in_force(person: Person, site: Path) -> None:
    page = person.see("due").text
    found = re.findall(r'href="/desk/fengwan/(due/([^/"]+)/([^/"]+)/([^"]+))"', page)
    names = {name for *_, name in found}
    assert {"poster-a2.pdf", "poster-a3.pdf", "poster-a4.pdf", "one-sheet.pdf", "report.pdf"} <= names
    latest = next(one for one in found if one[3] == "poster-a3.pdf" and one[1].startswith("2025"))
    answer = person.see(latest[0])
    there = site / "d/fengwan" / latest[1] / "v1" / latest[2] / latest[3]
    assert answer.data == there.read_bytes()
    assert answer.mimetype == "application/pdf"
    report = next(one for one in found if one[3] == "report.pdf")
    there = site / "d/fengwan" / report[1] / "v1" / report[2] / report[3]
    assert person.see(report[0]).data == there.read_bytes()


def test_the_check_sheet_is_printed_beside_the_fund_s_posters(person: Person) -> None:
    found = re.findall(r'href="/desk/fengwan/(due/[^"]*/check-sheet.pdf)"', person.see("due").text)
    assert found
    assert all("/maintenance-fund/" in one or "/public-housing/" in one for one in found)
    assert person.see(found[0]).data.startswith(b"%PDF")


def test_a_poster_that_goes_up_on_another_day_counts_from_it(person: Person) -> None:
    page = person.see("due?from=2026-02-05").text
    found = re.search(r'href="/desk/fengwan/(due/[^"]*/one-sheet.pdf)\?from=2026-02-05"', page)
    assert found is not None
    printed = person.see(f"{found[1]}?from=2026-02-05").data
    assert printed.startswith(b"%PDF")
    assert printed != person.see(found[1]).data
    early = person.see(f"{found[1]}?from=2026-01-30")
    assert early.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "海报哪一天贴 2026-01-30" in words(early)
    assert "2026年1月31日才公示" in words(early)
    assert "读不成日期" in words(person.see(f"{found[1]}?from=x"))


@pytest.mark.parametrize("address", [
    "due/2025/public-revenue/data.json", "due/2025/public-revenue/..%2f..%2findex.html",
    "due/..%2f..%2flog/x/report.pdf", "due/2099/public-revenue/poster-a3.pdf", "due/2025", "due/x/y",
])  # fmt: skip
def test_nothing_else_of_the_site_is_handed_out(person: Person, address: str) -> None:
    assert person.see(address).status_code == HTTPStatus.NOT_FOUND


def test_a_paper_that_is_not_what_went_out_is_not_handed_out(person: Person, tmp_path: Path) -> None:
    held = tmp_path / "site"
    ended = publish(district(tmp_path / "ledgers", "fengwan"), held)
    assert ended.returncode == 0
    other = Person(*person.folders, today=PUBLISHED, site=held)
    found = re.search(r'href="/desk/fengwan/due/([^"]*)/report.pdf"', other.see("due").text)
    assert found is not None
    period, document = found[1].split("/")
    path = held.resolve() / "d/fengwan" / period / "v1" / document / "report.pdf"
    path.unlink()
    path.write_bytes(b"%PDF-1.7 another")
    answer = other.see(f"due/{found[1]}/report.pdf")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "和公示时不一样" in words(answer)


def test_what_hangs_is_no_longer_listed_and_its_version_is_checked(person: Person) -> None:
    page = person.see("due").text
    where = re.search(r'href="/desk/fengwan/posted\?period=([^"#]*)#hang"', page)
    assert where is not None
    form = {**HANG, "period": where[1], "from": PUBLISHED}
    opened = person.see(f"posted?period={where[1]}")
    assert f'<option value="{where[1]}" selected>' in opened.text
    refused = person.send("posted", {**form, "version": "3"}, [photo()])
    assert "没有公示过第 3 版，现行的是第 1 版" in words(refused)
    assert marked(refused) == ["version"]
    told = person.saved(person.send("posted", form, [photo()]))
    assert "没有核对" not in told
    assert len(refs(person.see("posted"))) >= 1
    assert f"posted?period={where[1]}#hang" not in person.see("due").text


@pytest.mark.parametrize("address", ["due", "posted", "objections"])
def test_a_site_that_cannot_be_read_is_told_and_nothing_is_guessed(tmp_path: Path, address: str) -> None:
    person = someone(tmp_path, tmp_path / "site")
    index = tmp_path / "site/d" / person.code / "index.json"
    index.parent.mkdir(parents=True)
    index.write_text("{", encoding="utf-8")
    answer = person.see(address)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "已经公示的内容读不出来" in words(answer)
    assert person.send("posted", HANG, [photo()]).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not (person.folders[0] / "posted").exists()
