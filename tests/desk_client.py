"""The accountant's desk without a browser: forms sent as a browser would, and what a page says.

What lives here: sending and reading. What must not: expectations.
"""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from werkzeug.test import Client, TestResponse

from jjledger.serve import editor
from jjledger.serve.server import loopback_hosts
from jjledger.store.system import RealSystem
from tests import month_story as story

HOME: Final = "http://127.0.0.1:5001"
FROM_PAGE: Final = {"Origin": HOME, "Sec-Fetch-Site": "same-origin"}
SIGNED: Final = {"prepared": story.PREPARED, "reviewed": story.REVIEWED}


class SystemOn(RealSystem):
    """This machine, on one day."""

    def __init__(self, day: str) -> None:
        self._day = date.fromisoformat(day)

    def today(self) -> date:
        return self._day


class Person:
    """Somebody at the desk of a community."""

    def __init__(self, *folders: Path, today: str = story.TODAY, site: Path | None = None) -> None:
        self.folders = folders
        self.code = folders[0].name
        self.client = Client(editor.application(folders, loopback_hosts(5001), SystemOn(today), site))

    def see(self, address: str) -> TestResponse:
        """Open a page: of the community where the address begins without a slash."""
        path = address if address.startswith("/") else f"/desk/{self.code}/{address}"
        return self.client.get(path, base_url=HOME)

    def send(
        self,
        address: str,
        fields: Mapping[str, Any],
        files: Sequence[tuple[str, bytes]] = (),
        headers: Mapping[str, str] = FROM_PAGE,
    ) -> TestResponse:
        """Send a form; files go as `papers`."""
        sent: dict[str, Any] = {**fields}
        if files:
            sent["papers"] = [(BytesIO(data), name) for name, data in files]
        path = address if address.startswith("/") else f"/desk/{self.code}/{address}"
        return self.client.post(
            path, base_url=HOME, data=sent, headers=headers, content_type="multipart/form-data"
        )

    def saved(self, answer: TestResponse) -> str:
        """Follow an answer to the page that says what was saved; give the words of that page."""
        assert "Location" in answer.headers, words(answer)[:800]
        page = self.see(answer.headers["Location"])
        assert "已保存" in page.text
        return words(page)

    def drafts(self) -> dict[str, tuple[str, str]]:
        """Give reference and state of each draft, by the words behind its day."""
        text = self.see("drafts").text
        found = re.findall(
            r'<h3 class="who">([^<]*)</h3>.*?name="ref" value="([^"]*)".*?name="seen" value="([^"]*)"',
            text,
            re.DOTALL,
        )
        return {html.unescape(who)[11:]: (html.unescape(ref), seen) for who, ref, seen in found}


def words(answer: TestResponse) -> str:
    """Give what a page says, without its marks."""
    text = re.sub(r"<(style|script)[^>]*>.*?</\1>", "", answer.text, flags=re.DOTALL)
    return html.unescape(re.sub(r"\s*\n\s*", "\n", re.sub(r"<[^>]+>", " ", text)))


def once(answer: TestResponse) -> str:
    """Give the name of a page's forms."""
    return answer.text.split('name="once" value="')[1].split('"')[0]


def kept(answer: TestResponse, name: str = "papers") -> list[str]:
    """Give the tokens of the files a form holds on to."""
    return re.findall(rf'name="{name}-kept" value="([0-9a-f]+)"', answer.text)


def git(folder: Path, *said: str) -> str:
    """Run git in a ledger; give what it says."""
    ran = subprocess.run(["git", *said], cwd=folder, check=True, capture_output=True, text=True)
    return ran.stdout.strip()


def content(folder: Path) -> dict[str, bytes]:
    """Give every file of a ledger but those of git and of the store."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def begun(place: Path) -> Path:
    """Begin the story's community, with the accountant's settings committed; give its folder."""
    folder = story.begin(place)
    git(folder, "-c", "user.name=李会计", "-c", "user.email=a@b", "commit", "-qam", "写入规则")
    return folder


def with_gap() -> str:
    """Give the bank's file without the cleaners' row and the totals: it vouches for no balance."""
    lines = story.STATEMENT.split("\n")
    return "\n".join(line for line in lines if "N250610001" not in line and "合计" not in line)


def imported(place: Path, statement: str = story.STATEMENT) -> Person:
    """Begin the story's community and import the bank's file."""
    person = Person(begun(place))
    file = (story.FILE_NAME, statement.encode())
    person.saved(person.send("import", {"do": "write", "account": "", **SIGNED}, [file]))
    return person
