"""`pip install .` gives a program that works away from the project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
from pathlib import Path
import jjledger
from jjledger.law.statutes import load
from jjledger.render import html
from jjledger.render.resources import site_files, templates
from jjledger.serve import fava_extension

load()
print(Path(jjledger.__file__).parent)
print(templates())
print(sorted(path.relative_to(site_files()).as_posix() for path in site_files().rglob("*") if path.is_file()))
print(sorted(path.name for path in (Path(fava_extension.__file__).parent / "templates").iterdir()))
print(len(list(Path(jjledger.__file__).parent.glob("law/data/*/*.toml"))))
print("云汀" in html.book_note("yunting", "云汀"))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from what git has, and install it beside the tests' own libraries."""
    folder = tmp_path_factory.mktemp("wheel")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "jjledger", "templates", "site",
         "pyproject.toml", "README.md", "LICENSE"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        (folder / "project" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / "project" / name, follow_symlinks=False)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, folder / "project"]
    subprocess.run(build, check=True, cwd=folder)
    shutil.rmtree(folder / "project")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    python = folder / "venv/bin/python"
    (wheel,) = folder.glob("jjledger-*.whl")
    subprocess.run([*pip, "--python", python, "install", "--no-deps", wheel], check=True, cwd=folder)
    (site_packages,) = (folder / "venv").glob("lib/python*/site-packages")
    (site_packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder


def run(folder: Path, *command: str) -> list[str]:
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [folder / "venv/bin" / command[0], *command[1:]],
        cwd=folder, env=surroundings, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.splitlines()


def test_the_program_starts(installed: Path) -> None:
    assert run(installed, "jjledger", "--version") == ["jjledger 0.1.0"]


def test_it_brings_all_its_files(installed: Path) -> None:
    package, templates, site, fava, laws, written = run(installed, "python", "-c", PROGRAM)
    assert Path(package).is_relative_to(installed / "venv")
    assert templates == f"{package}/templates"
    tracked = {
        path.relative_to(ROOT / "site").as_posix() for path in (ROOT / "site").rglob("*") if path.is_file()
    }
    assert site == str(sorted(tracked))
    assert fava == str(sorted(path.name for path in (ROOT / "jjledger/serve/templates").iterdir()))
    assert int(laws) == len(list((ROOT / "jjledger/law/data").glob("*/*.toml")))
    assert written == "True"
