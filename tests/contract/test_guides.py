"""The guides for committees and owners are true: their commands say what is shown, and pages have what they name."""

from __future__ import annotations

import re
import shutil
import subprocess
from contextlib import chdir
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Final

import click
import pytest
from PIL import Image

from jjledger.cli.main import jjledger
from jjledger.disclosure.voucher_views import POOLED
from tests.contract.test_handbook import HANDBOOK
from tests.contract.test_handbook_story import consoles, missing, said
from tests.ledgers import SAMPLE

ROOT: Final = Path(__file__).parents[2]
GUIDES: Final = {
    name: (ROOT / "docs/zh" / name).read_text(encoding="utf-8")
    for name in ("业委会公示指南.md", "业主指南.md", "怎样核对我家的钱.md")
}
COMMITTEE, OWNERS, CHECKING = GUIDES.values()
NOT_WELL: Final = ("：暂缓公示。", "已经逾期：")  # what a command says that ends with 1
SAID_ALONE: Final = {"audit": "ask", "link": "show"}  # what a group does that is told no command
LARGEST: Final = 120_000  # bytes of a picture, so that a guide opens on a phone
# Quoted, and no words of a page: what somebody says, and what a printer or a camera is set to.
SAYINGS: Final = frozenset({"东单元五楼西户", "临停", "实际大小", "适合纸张", "兼容性最佳", "王*"})
SIGNERS: Final = re.compile(r"\[\[sign_off\.signer\]\]\nrole = .*\nperson = .*\nkey = .*")
SIGN_OFF: Final = COMMITTEE.split("```toml\n[sign_off]")[1].split("```")[0]
PHOTOS: Final = {"dongmen.jpg": "white", "dongmen2.jpg": "grey"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Do all that the committee's guide does, beside a clone of the program."""
    place = tmp_path_factory.mktemp("guide")
    for name, colour in PHOTOS.items():
        Image.new("RGB", (64, 48), colour).save(place / name)
    for community in ("guiyu2", "shiguang"):
        shutil.copytree(SAMPLE / community, place / "clone/ledgers" / community)
    signers: list[str] = []
    with chdir(place / "clone"):
        for command, shown in consoles(COMMITTEE):
            code, actual = said(command)
            assert missing(shown, actual) == [], f"{command}\n" + "\n".join(actual)
            ended_well = not any(line.endswith(words) for line in shown for words in NOT_WELL)
            assert (code == 0) == ended_well, f"{command}\n" + "\n".join(actual)
            signers += SIGNERS.findall("\n".join(actual))
            if command.startswith("jjledger key signer committee"):
                require(signers, place / "lianxi/guiyu2/community.toml")
        later = "publish ledgers/shiguang --period 2025-Q1 --to ../contracts --today 2026-01-31"
        assert said(f"jjledger {later}")[0] == 0
    return place


def require(signers: list[str], settings: Path) -> None:
    """Write what the guide says of signatures below a community's settings, with a name for each who signs."""
    named = [re.sub('person = ".*"', f'person = "某{at}"', one) for at, one in enumerate(signers)]
    with settings.open("a", encoding="utf-8") as file:
        file.write("\n".join(["\n[sign_off]" + SIGN_OFF, *named, ""]))


def words_of(text: str) -> str:
    """Give what is read of a page or of a template."""
    bare = re.sub(r"{[#%].*?[#%]}|<svg.*?</svg>|<[^>]+>", "", text, flags=re.DOTALL)
    return " ".join(unescape(bare).split())


@pytest.fixture(scope="module")
def pages(place: Path) -> str:
    """Give what is read of all pages that the guides speak of."""
    texts = [
        path.read_text(encoding="utf-8")
        for site in ("lianxi-site", "contracts")
        for path in sorted((place / site).resolve().rglob("*.html"))
    ]
    # what stands only where something is held, waits or is on paper
    kept = sorted(
        (
            *(ROOT / "templates").rglob("*.j2"),
            *(ROOT / "site/owner").glob("page.*"),
        )
    )
    texts += [path.read_text(encoding="utf-8") for path in kept]
    verifier = (ROOT / "site/verify/words.js").read_text(encoding="utf-8")
    return "\n".join((*map(words_of, texts), verifier, POOLED))


def without_code(text: str) -> str:
    return re.sub(r"^```.*?^```|`[^`]*`", "", text, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("guide", GUIDES)
def test_what_a_guide_calls_by_its_name_stands_on_a_page(guide: str, pages: str) -> None:
    quoted = set(re.findall("“([^”]+)”", without_code(GUIDES[guide]))) - SAYINGS
    assert len(quoted) > 10
    assert sorted(name for name in quoted if name not in pages) == []


def test_the_figures_that_owners_are_shown_are_those_of_the_pages(pages: str) -> None:
    """41,699.67 less 29,488.01 is 12,211.66; 270,550.92 less 12,211.66 is 258,339.26."""
    shown = re.findall(r"\d{1,3}(?:,\d{3})*\.\d\d", OWNERS.split("## 四、")[1].split("## 五、")[0])
    assert {"12,211.66", "29,871.77"} < set(shown)
    assert [figure for figure in shown if figure not in pages] == []


def commands(text: str) -> list[str]:
    """List the commands of a text that nothing runs: those within sentences and lists."""
    spans = re.findall(r"`(jjledger [^`]+)`", text)
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        lines = block.replace("\\\n", " ").splitlines()
        spans += [line.split("#")[0].removeprefix(".venv/bin/") for line in lines if "jjledger" in line]
    return [span for span in spans if span.startswith("jjledger")]


@pytest.mark.parametrize("text", [COMMITTEE, OWNERS, HANDBOOK], ids=["committee", "owners", "handbook"])
def test_every_command_that_is_named_is_there_with_its_options(text: str) -> None:
    assert commands(text)
    for span in commands(text):
        command: click.Command = jjledger
        for word in span.split()[1:]:
            if not isinstance(command, click.Group) or not re.fullmatch("[a-z][a-z-]*", word):
                break
            inner = command.get_command(click.Context(command), word)
            assert inner is not None, span
            command = inner
        if isinstance(command, click.Group) and command.name in SAID_ALONE:
            command = command.commands[SAID_ALONE[command.name]]
        known = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
        asked = set(re.findall(r"(?<!\S)--[a-z-]+", span)) - {"--help"}
        assert asked <= known, span


def test_pictures_are_there_light_and_shown_somewhere() -> None:
    texts = [*GUIDES.values(), HANDBOOK, (ROOT / "README.md").read_text(encoding="utf-8")]
    shown = {name for text in texts for name in re.findall(r"pictures/([\w-]+\.png)", text)}
    there = {path.name: path.stat().st_size for path in (ROOT / "docs/pictures").iterdir()}
    assert set(there) == shown
    assert {name: size for name, size in there.items() if size > LARGEST} == {}


@pytest.mark.parametrize("guide", GUIDES)
def test_links_lead_somewhere(guide: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", GUIDES[guide])
    assert links
    assert [link for link in links if not (ROOT / "docs/zh" / link).exists()] == []


def test_the_first_edition_stays_and_the_second_says_why(place: Path) -> None:
    period = (place / "lianxi-site").resolve() / "d/guiyu2/2025-Q4"
    first, second = (
        words_of((period / f"v{number}/public-revenue/index.html").read_text(encoding="utf-8"))
        for number in (1, 2)
    )
    assert "月租和临停收入" in first
    assert "月租和临时停车收入" not in first
    assert "摘要里的临停写明白。 批准：业主委员会。" in second


def test_a_file_is_checked_as_owners_are_told(place: Path, tmp_path: Path) -> None:
    period = (place / "lianxi-site").resolve() / "d/guiyu2/2025-Q3"
    root = sha256((period / "v1/SHA256SUMS").read_bytes()).hexdigest()
    grouped = " ".join(root[at : at + 8] for at in range(0, len(root), 8))
    assert f"本版校验码（SHA-256） {grouped}" in words_of((period / "index.html").read_text(encoding="utf-8"))
    shutil.copytree(period / "v1", tmp_path / "saved")
    (tmp_path / "saved/contracts/contracts.csv").unlink()
    lines = [line for line in OWNERS.splitlines() if line.startswith("sha256sum")]
    assert len(lines) == 2
    for line, told in zip(lines, (root, "public-revenue/data.json: "), strict=True):
        done = subprocess.run(
            line.split(), cwd=tmp_path / "saved", check=True, capture_output=True, text=True
        )
        assert told in done.stdout
    (tmp_path / "saved/public-revenue/data.json").write_text("{}", encoding="utf-8")
    changed = subprocess.run(lines[1].split(), cwd=tmp_path / "saved", check=False, capture_output=True)
    assert changed.returncode == 1
