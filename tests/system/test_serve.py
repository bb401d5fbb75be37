"""`jjledger serve` and `jjledger edit` as they run: a real server, asked over a real connection."""

import csv
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.running import Running, running
from tests.small_sites import BANK, BOOK, REPORTS, public_book_of, publish, write

SAMPLE = Path(__file__).parents[2] / "ledgers"
CASE = Path(__file__).parents[1] / "cases" / "heyuan"
PERSON = "王小明"
PRIVATE_WORDS = (
    "制单员",
    "复核员",
    "prepared:",
    "reviewed:",
    "household:",
    "detail:",
    "scope:",
    "interest:",
    "实测面积",
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample community with one refund to one household, its owner named in the books."""
    folder = Path(shutil.copytree(SAMPLE / "xingting", tmp_path_factory.mktemp("ledgers") / "xingting"))
    month = folder / "2024/2024-03.beancount"
    text = month.read_text("utf-8")
    assert '"交存业主" "实测面积' in text
    month.write_text(
        text.replace('"交存业主" "实测面积', f'"{PERSON}" "07-1-101 {PERSON}：实测面积'), "utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory, ledger: Path) -> Path:
    """A site with two communities of one name, one of them the sample's, standing as publish leaves it."""
    place = tmp_path_factory.mktemp("site")
    book = public_book_of(ledger)
    tree = place / ".public/1"
    publish(tree, "xingting", re.sub(r'option "title" ".*"', 'option "title" "同名小区"', book))
    publish(tree, "jia")
    write(place, ".public/1.json", '{"secret": "fingerprint"}')
    write(place, "outside.txt", "机密")
    (tree / "outside.txt").symlink_to(place / "outside.txt")
    (tree / "outside").symlink_to(place)
    (place / "public").symlink_to(".public/1")
    return place / "public"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, public: Path) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("tmp"), "serve", "--public", str(public)) as served:
        yield served


def text(server: Running, path: str) -> str:
    answer, content = server.ask(quote(path, safe="/?=&%:"))
    assert answer.status == 200, path
    return content.decode()


def data(server: Running, path: str) -> object:
    return json.loads(text(server, path))["data"]


@pytest.mark.parametrize(("line", "status"), [
    ("GET / HTTP/1.1", 200),
    ("GET /d/jia/index.html HTTP/1.1", 200),
    ("GET /book/jia/balance_sheet/ HTTP/1.1", 200),
    ("GET /d/yi/ HTTP/1.1", 404),
    ("GET /book/yi/ HTTP/1.1", 404),
    ("GET /d/../../outside.txt HTTP/1.1", 404),
    ("GET /d/%2e%2e/%2e%2e/outside.txt HTTP/1.1", 404),
    ("GET /d/%252e%252e/outside.txt HTTP/1.1", 404),
    ("GET /d/jia/..%2f..%2f..%2foutside.txt HTTP/1.1", 404),
    ("GET /d/jia\\..\\index.html HTTP/1.1", 404),
    ("GET /d//jia/index.html HTTP/1.1", 404),
    ("GET //d/jia/index.html HTTP/1.1", 400),
    ("GET /d/jia/index.html%00.png HTTP/1.1", 404),
    ("GET /outside.txt HTTP/1.1", 404),
    ("GET /outside/outside.txt HTTP/1.1", 404),
    ("GET /.public/1.json HTTP/1.1", 404),
    ("GET /../.public/1.json HTTP/1.1", 404),
    ("GET /../1.json HTTP/1.1", 404),
    ("GET /1.json HTTP/1.1", 404),
    ("GET http://evil.example/ HTTP/1.1", 400),
    ("POST / HTTP/1.1", 405),
    ("PUT /book/jia/api/source HTTP/1.1", 405),
    ("DELETE /d/jia/index.html HTTP/1.1", 405),
    ("TRACE / HTTP/1.1", 405),
    ("CONNECT evil.example:443 HTTP/1.1", 405),
])  # fmt: skip
def test_a_request_gets_what_it_should_and_never_what_it_should_not(
    server: Running, line: str, status: int
) -> None:
    head = f"{line}\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n\r\n"
    answer = server.say(head.encode())
    assert answer.split(b" ", 2)[1] == str(status).encode()
    assert "机密".encode() not in answer
    assert b"fingerprint" not in answer


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "192.168.1.2:{port}"]
)
def test_a_name_that_was_pointed_here_is_refused(server: Running, host: str) -> None:
    for path in ("/", "/book/jia/api/source?filename="):
        answer, content = server.ask(path, headers={"Host": host.format(port=server.port)})
        assert answer.status == 421
        assert "同名小区" not in content.decode()


def test_a_request_without_host_is_refused(server: Running) -> None:
    for version in (b"1.0", b"1.1"):
        assert (
            server.say(b"GET / HTTP/" + version + b"\r\nConnection: close\r\n\r\n").split(b" ", 2)[1]
            == b"421"
        )


def test_no_answer_about_one_of_two_namesakes_leads_to_the_other(server: Running) -> None:
    for report in REPORTS:
        for code, other in (("jia", "xingting"), ("xingting", "jia")):
            address = f"/book/{code}/{report}" if BANK not in report else f"/book/{code}/balance_sheet/"
            answer, content = server.ask(quote(address, safe="/?=&%:"))
            assert answer.status in {200, 302}
            assert f"/{other}" not in content.decode() + str(answer.headers)


def test_the_server_holds_no_inotify_instance_after_reading_books(server: Running) -> None:
    text(server, "/book/jia/balance_sheet/")
    links = []
    for entry in Path(f"/proc/{server.process.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            links.append(os.readlink(entry))  # noqa: PTH115 - kinds, not paths
    assert links
    assert not [link for link in links if "inotify" in link]


def test_a_book_published_anew_is_shown_without_restart(server: Running, public: Path) -> None:
    assert "补记" not in str(data(server, "/book/jia/api/source?filename="))
    write(public, "d/jia/book.beancount", BOOK + '\n2025-02-03 note Equity:3公共收益:3101结余 "补记"\n')
    assert "补记" in str(data(server, "/book/jia/api/source?filename="))
    assert "补记" in str(data(server, "/book/jia/api/journal"))


def everything_served(server: Running, code: str) -> Iterator[str]:
    """Give every answer of Fava about one book: pages, journals, the source, each account and each entry."""
    for report in REPORTS:
        if report and BANK not in report:
            yield text(server, f"/book/{code}/{report}")
    ledger_data = data(server, f"/book/{code}/api/ledger_data")
    assert isinstance(ledger_data, dict)
    for account in ledger_data["accounts"]:
        for kind in ("journal", "changes", "balances"):
            yield text(server, f"/book/{code}/api/account_report?a={account}&r={kind}")
    journal = text(server, f"/book/{code}/api/journal_page?page=1&order=asc")
    entries = set(re.findall(r"#context-([0-9a-f]{32})", journal))
    assert len(entries) > 100
    for entry in entries:
        yield text(server, f"/book/{code}/api/context?entry_hash={entry}")
        yield text(server, f"/book/{code}/api/source_slice?entry_hash={entry}")


@dataclass(frozen=True, slots=True)
class Secrets:
    """What private books say of households."""

    households: frozenset[str]
    amounts: frozenset[Decimal]  # of one household each
    words: frozenset[str]

    def told_by(self, spoken: str) -> set[str]:
        """List what a text tells of them."""
        written = [*re.findall(r"\d+\.\d+", spoken), *re.findall(r"\d{1,3}(?:,\d{3})+\.\d+", spoken)]
        numbers = {Decimal(number.replace(",", "")) for number in written}
        ids = set(re.findall(r"(?<![\d-])\d\d-\d-\d+(?![\d-])", spoken))
        words = {word for word in self.words if word in spoken}
        return {str(amount) for amount in self.amounts & numbers} | (self.households & ids) | words


def secrets_of(ledger: Path) -> Secrets:
    def rows(name: str) -> list[dict[str, str]]:
        with (ledger / name).open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    register, deposits = rows("register.csv"), rows("details/2024-03-05.csv")
    assert (len(register), len(deposits)) == (1088, 137)
    return Secrets(
        frozenset(row["household"] for row in register),
        frozenset({*(Decimal(row["amount"]) for row in deposits), Decimal("432.60")}),
        frozenset({*(f"{row['room']}室" for row in register), *PRIVATE_WORDS, PERSON}),
    )


def readable(answer: str) -> str:
    """Write the characters that JSON escapes as themselves."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda held: chr(int(held[1], 16)), answer)


def test_nothing_that_fava_serves_tells_of_a_household(server: Running, ledger: Path) -> None:
    told = readable("\n".join(everything_served(server, "xingting")))
    assert "停车管理人工" in told  # so the answers could be read
    assert secrets_of(ledger).told_by(told) == set()


def test_the_same_search_finds_much_in_the_private_books(ledger: Path) -> None:
    secrets = secrets_of(ledger)
    vouchers = "\n".join(path.read_text("utf-8") for path in ledger.glob("20*/*.beancount"))
    assert {PERSON, "432.60", "07-1-101", "prepared:", "detail:"} <= secrets.told_by(vouchers)
    details = (ledger / "details/2024-03-05.csv").read_text("utf-8")
    assert {"10232.25", "07-1-102"} <= secrets.told_by(details)
    assert secrets.told_by(readable('{"number": -10232.25, "who": "\\u738b\\u5c0f\\u660e"}')) == {
        PERSON,
        "10232.25",
    }


def test_it_ends_when_told_and_leaves_nothing_behind(tmp_path: Path, public: Path) -> None:
    with running(tmp_path, "serve", "--public", str(public)) as served:
        text(served, "/book/jia/balance_sheet/")
        assert list(tmp_path.glob("jjledger-*/jia-*/book.beancount"))
        assert served.end() == 0
    assert [path.name for path in tmp_path.iterdir()] == ["log"]
    assert (tmp_path / "log").read_text("utf-8") == f"http://127.0.0.1:{served.port}/   按 Ctrl+C 结束。\n"


def test_the_accountant_writes_and_a_stranger_does_not(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CASE, tmp_path / "heyuan"))
    (tmp_path / "tmp").mkdir()
    path = folder / "2025/2025-02.beancount"
    with running(tmp_path / "tmp", "edit", str(folder)) as served:
        held = data(served, f"/heyuan/api/source?filename={path}")
        assert isinstance(held, dict)
        changed = held["source"].replace("更换门禁", "更换门禁主机")
        sent = json.dumps({"file_path": str(path), "source": changed, "sha256sum": held["sha256sum"]})
        for headers, status in (
            ({}, 403),
            ({"Origin": "http://evil.example"}, 403),
            ({"Origin": served.address, "Host": "evil.example"}, 421),
            ({"Origin": served.address, "Sec-Fetch-Site": "cross-site"}, 403),
            ({"Origin": served.address, "Sec-Fetch-Site": "same-origin"}, 200),
        ):
            assert path.read_text("utf-8") == held["source"]
            answer, _ = served.ask(
                "/heyuan/api/source", "PUT", sent, {"Content-Type": "application/json", **headers}
            )
            assert answer.status == status
        assert path.read_text("utf-8") == changed
        assert "更换门禁主机" in str(data(served, "/heyuan/api/journal"))
        assert "检查结果：" in text(served, "/heyuan/extension/CheckResults/")
