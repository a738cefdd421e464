"""The steps of the Dockerfile, done by hand, since no container engine is needed for them to be wrong.

One is taken over: `make` has just installed the lock with its hashes, so its packages are copied from there.
"""

import contextlib
import importlib.metadata
import os
import pwd
import re
import shutil
import stat
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COPIED = ("requirements.lock", "pyproject.toml", "README.md", "LICENSE", "bot", "cogs", "sandbox")


@pytest.fixture(scope="module")
def image() -> Iterator[Path]:
    """A folder like the image's: a clean environment from the lock, the project installed, all read-only."""
    with tempfile.TemporaryDirectory(prefix="essai-image-") as name:
        folder = Path(name)
        source = folder / "src"
        source.mkdir()
        for each in COPIED:
            if (ROOT / each).is_dir():
                shutil.copytree(ROOT / each, source / each, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / each, source / each)
        # Its own pip would take seconds to unpack: this one installs into it as well.
        subprocess.run(
            [_python_for_everyone(folder), "-m", "venv", "--without-pip", folder / "env"], check=True
        )
        python = folder / "env" / "bin" / "python"
        _copy_packages(Path(sysconfig.get_path("purelib", vars={"base": str(folder / "env")})))
        pip = (sys.executable, "-m", "pip", "--python", python)
        alone = ("-q", "--no-cache-dir", "--no-deps", "--no-build-isolation")
        subprocess.run([*pip, "install", *alone, source], check=True)
        shutil.rmtree(source)
        for path in [folder, *folder.rglob("*")]:
            if not path.is_symlink():
                path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) | 0o444)
        folder.chmod(0o755)
        yield folder


def _copy_packages(target: Path) -> None:
    """What the lock names and this platform has, and nothing that only the tests need."""
    for name in re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):  # one of another platform
            package = importlib.metadata.distribution(name)
            for file in package.files or ():
                if ".." not in file.parts:  # its commands, which the bot does not call
                    (target / file).parent.mkdir(parents=True, exist_ok=True)
                    # Its time too: bytecode of another time would not be used.
                    shutil.copy2(str(package.locate_file(file)), target / file)


def _python_for_everyone(folder: Path) -> Path:
    """This Python; a copy of it where only root may reach it, as when it is in root's home."""
    base = Path(sys.base_prefix).resolve()
    name = Path("bin") / f"python{sys.version_info.major}.{sys.version_info.minor}"
    if all(parent.stat().st_mode & stat.S_IXOTH for parent in (base, *base.parents)):
        return base / name
    unneeded = shutil.ignore_patterns("__pycache__", "test", "tests", "idlelib", "site-packages", "share")
    shutil.copytree(base, folder / "python", ignore=unneeded, symlinks=True)
    return folder / "python" / name


def _run_as_ordinary_user(
    command: list[str | Path], data: Path, libraries: Path
) -> subprocess.CompletedProcess[str]:
    """Run without root's rights, with a data folder that is the user's own."""
    nobody = pwd.getpwnam("nobody") if os.getuid() == 0 else None
    if nobody is not None:
        os.chown(data, nobody.pw_uid, nobody.pw_gid)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(data),
        "TMPDIR": str(data),
        "PYTHONDONTWRITEBYTECODE": "1",
        # Where a copied Python has its own library, which it looks for in its old place.
        "LD_LIBRARY_PATH": str(libraries),
    }
    return subprocess.run(
        command,
        env=environment,
        cwd=data,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
        user=nobody.pw_uid if nobody else None,
        group=nobody.pw_gid if nobody else None,
    )


@pytest.mark.timeout(300)
def test_the_image_starts_as_an_ordinary_user_with_read_only_code(image: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="essai-data-") as data:
        Path(data).chmod(0o755)
        ran = _run_as_ordinary_user(
            [image / "env" / "bin" / "essai", "demo", "--once"], Path(data), image / "python" / "lib"
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert "releases were announced in #releases" in ran.stdout


def test_the_dockerfile_copies_what_the_steps_above_copy() -> None:
    copied = {
        word.removeprefix("./")
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
        for word in line.split()[:-1]
    }
    assert copied == set(COPIED)


def test_the_image_runs_as_an_ordinary_user_and_is_asked_whether_it_is_well() -> None:
    assert re.search(r"^USER essai$", DOCKERFILE, re.MULTILINE)
    assert 'HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["essai", "health"]' in DOCKERFILE


def test_the_locks_have_hashes_and_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--index|--find-links|file:", text)
