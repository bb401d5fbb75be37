"""The guide for witnesses is true: each of its commands is run as it stands, and says what is shown."""

from __future__ import annotations

import shlex
from contextlib import chdir
from pathlib import Path
from typing import Final

import click
import pytest
from click.testing import CliRunner

from jjledger.cli.main import jjledger
from jjledger.proof.checkpoint import Policy
from jjledger.proof.keys import PublicKey, read_public
from jjledger.seal.entries import Genesis
from jjledger.store.keys import log_key
from jjledger.store.log import open_log
from jjledger.store.system import RealSystem
from tests.contract.test_handbook_story import consoles, missing
from tests.public_log import close

ROOT: Final = Path(__file__).resolve().parents[2]
GUIDE: Final = (ROOT / "docs" / "zh" / "见证人指南.md").read_text(encoding="utf-8")
ORIGIN: Final = "gongshi.example/log"
SERVING: Final = "serve"


def district(place: Path, witness: str = "") -> None:
    rows = f'[[log.witness]]\nname = "街道办"\nkey = "{witness}"\n' if witness else ""
    text = f'name = "某区"\ncommunities = ["yi"]\nsite = "https://gongshi.example"\n[log]\n{rows}'
    (place / "ledgers" / "yi").mkdir(parents=True, exist_ok=True)
    (place / "ledgers" / "yi" / "main.beancount").write_text("")
    (place / "ledgers" / "district.toml").write_text(text, encoding="utf-8")


def publish(place: Path) -> PublicKey:
    """Log something and show the log, as a publication does; give the log's key."""
    key = log_key(place / "ledgers", ORIGIN, RealSystem(), make=True)
    genesis = Genesis(Policy(ORIGIN, key.public(), (), 0), bytes(32)).text().encode()
    with open_log(place / "ledgers" / ".jjledger" / "log", key, genesis, RealSystem()) as log:
        log.append([close(1)])
        for name, data in log.site_files().items():
            (place / "public" / "log" / name).parent.mkdir(parents=True, exist_ok=True)
            (place / "public" / "log" / name).write_bytes(data)
        (place / "以前的签章.txt").write_bytes(log.checkpoint_at(1))
    return key.public()


def ran(command: str) -> list[str]:
    result = CliRunner().invoke(jjledger, shlex.split(command)[1:], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return [" ".join(line.split()) for line in result.output.splitlines()]


def test_every_command_of_the_guide_does_what_is_shown(tmp_path: Path) -> None:
    commands = [(command, shown) for command, shown in consoles(GUIDE) if SERVING not in command]
    made, request, answer, *later = [
        next(one for one in commands if words in one[0]) for words in ("key witness", "request", "answer", "add", "monitor", "compare")
    ]  # fmt: skip
    assert len(commands) == 6
    with chdir(tmp_path):
        said = ran(made[0])
        assert missing(made[1], said) == []
        witness = read_public(said[-1].split('"')[1])
        district(tmp_path, witness.text())
        key = publish(tmp_path)
        for command, shown in (request, answer, *later):
            assert missing(shown, ran(command.replace("登记册公钥", key.text()))) == []


@pytest.mark.parametrize("command", [command for command, _ in consoles(GUIDE) if SERVING in command])
def test_the_service_knows_every_option_of_the_guide(command: str) -> None:
    words = shlex.split(command)[1:]
    found: click.Command = jjledger
    while isinstance(found, click.Group):
        found = found.get_command(click.Context(found), words.pop(0)) or pytest.fail(command)
    known = {name for param in found.params for name in param.opts}
    assert {word for word in words if word.startswith("--")} <= known
