"""Ledgers in a git repository of their own, for tests of the store.

What lives here: making one, and asking git about it with git's own words.
What must not: expectations.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_ENVIRON = {
    "PATH": os.environ["PATH"],
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "某会计",
    "GIT_AUTHOR_EMAIL": "",
    "GIT_COMMITTER_NAME": "某会计",
    "GIT_COMMITTER_EMAIL": "",
    "LC_ALL": "C",
}


def git(folder: Path, *words: str) -> str:
    """Run git as a person at a terminal would; give what it says."""
    done = subprocess.run(
        ["git", "-c", "core.quotePath=false", "-C", folder, *words],
        capture_output=True, env=_ENVIRON, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().rstrip("\n")


def in_git(folder: Path) -> Path:
    """Make a folder a repository with everything in it committed by a person."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    with (folder / ".git" / "info" / "exclude").open("a") as exclude:
        exclude.write("private/\nbuild/\n")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "开账")
    return folder
