"""The packages that a notebook imports and installs, with their versions where it states them."""

import ast
import re
import shlex
import sys
from collections.abc import Iterable, Iterator
from typing import Final

from bot.notebooks.code import Script
from bot.notebooks.facts import Library
from bot.notebooks.model import Notebook
from bot.notebooks.scope import walk
from bot.notebooks.wordlists import names

# Packages whose import has another name.
PACKAGES: Final = {
    "sklearn": "scikit-learn",
    "skimage": "scikit-image",
    "cv2": "opencv-python",
    "PIL": "pillow",
    "yaml": "pyyaml",
    "bs4": "beautifulsoup4",
    "dotenv": "python-dotenv",
    "faiss": "faiss-cpu",
    "umap": "umap-learn",
    "lm_eval": "lm-eval",
    "Bio": "biopython",
    "llama_cpp": "llama-cpp-python",
    "fitz": "pymupdf",
    "attr": "attrs",
    "dateutil": "python-dateutil",
}
# Parts of the place where it runs, not of the experiment.
_SURROUNDINGS: Final = names(
    "google-colab IPython ipywidgets kaggle_secrets pip setuptools wheel notebook jupyter"
)
_NAMESPACES: Final = names("google azure")
_INSTALLERS: Final = names("pip pip3 conda mamba uv")
_VALUES: Final = names(
    "-r -c -i -f -t --index-url --extra-index-url --find-links --requirement --target -n --name -e"
)

_PACKAGE = re.compile(
    r"(?P<name>[A-Za-z0-9][\w.-]*)(?:\[[\w,. -]*\])?"
    r"\s*(?:(?P<relation>===?|>=|<=|~=|!=|<|>|=)\s*(?P<version>[\w.+!*-]+).*)?"
)
_REPOSITORY = re.compile(r"(?:git\+)?https?://\S*?/(?P<name>[\w.-]+?)(?:\.git)?(?:[@#].*)?")
_INSTALLED = re.compile(r"(?m)^\s*Successfully installed (?P<list>.+)$")
_INSTALLED_ONE = re.compile(r"(?P<name>[\w.]+(?:-[A-Za-z_][\w.]*)*)-(?P<version>\d[\w.+!]*)")
_SATISFIED = re.compile(
    r"(?m)^Requirement already satisfied: (?P<name>[\w.-]+)(?:\[\S*\])?\S* in .*"
    r"\((?P<version>\d[\w.+]*)\)\s*$"
)
_FROZEN = re.compile(r"(?m)^(?P<name>[A-Za-z][\w.-]*)==(?P<version>\d[\w.+]*)\s*$")
_PRINTED = re.compile(
    r"(?P<name>[A-Za-z][\w-]*)(?:\.__version__)?(?:\s+version)?\s*[:=]?\s*v?(?P<version>\d+\.\d+(?:\.\w+)*(?:\+\w+)?)(?![\d%])"
)


def find_libraries(notebook: Notebook, scripts: Iterable[Script]) -> tuple[Library, ...]:
    """Every package that the code imports or installs, in their order, the installed ones last."""
    found: dict[str, str | None] = {}
    scripts = tuple(scripts)
    written = {path for script in scripts for path in _written(script)}
    for script in scripts:
        for module in _imported(script):
            if module.partition(".")[0] not in written | sys.stdlib_module_names:
                found.setdefault(_same(found, _package(module)))
    for name, version in (
        one for script in scripts for line in script.commands for one in installed_by(line)
    ):
        found[_same(found, name)] = version or found.get(_same(found, name))
    stated = versions(notebook, found)
    wanted = (name for name in found if name not in _SURROUNDINGS)
    return tuple(Library(name, stated.get(name) or found[name]) for name in wanted)


def versions(notebook: Notebook, known: Iterable[str]) -> dict[str, str]:
    """The versions of these packages that outputs state, which count more than those asked for."""
    plain = {_key(name): name for name in known}
    found: dict[str, str] = {}
    for text in (output.text for cell in notebook.cells for output in cell.outputs):
        for name, version in _stated(text, plain.keys()):
            if _key(name) in plain:
                found[plain[_key(name)]] = version
    return found


def _stated(text: str, known: Iterable[str]) -> Iterator[tuple[str, str]]:
    # Most texts hold none of these words: to look for them is many times faster than the patterns.
    for line in _INSTALLED.finditer(text) if "Successfully installed " in text else ():
        installed = map(_INSTALLED_ONE.fullmatch, line["list"].split())
        yield from ((one["name"], one["version"]) for one in installed if one)
    for needed, pattern in (("Requirement already satisfied: ", _SATISFIED), ("==", _FROZEN)):
        for match in pattern.finditer(text) if needed in text else ():
            yield match["name"], match["version"]
    plain = _key(text)
    if any(name in plain for name in known):
        yield from ((match["name"], match["version"]) for match in _PRINTED.finditer(text[:20_000]))


def installed_by(command: str) -> Iterator[tuple[str, str | None]]:
    """The packages that a command installs, each with its version where it names one."""
    try:
        words = shlex.split(command.split("#", 1)[0] if " #" in command else command)
    except ValueError:
        return
    if not words or words[0] not in _INSTALLERS or "install" not in words:
        return
    skip = False
    for word in words[words.index("install") + 1 :]:
        if word in {"&&", ";", "|", ">", "&"}:
            return
        if not skip and not word.startswith(("-", ".", "/", "{", "$", "~")):
            yield from _named(word)
        skip = word in _VALUES


def _named(word: str) -> Iterator[tuple[str, str | None]]:
    repository = _REPOSITORY.fullmatch(word)
    package = _PACKAGE.fullmatch(word)
    if repository is not None:
        yield repository["name"], None
    elif package is not None:
        yield package["name"], package["version"] if package["relation"] in {"==", "===", "="} else None


def _imported(script: Script) -> Iterator[str]:
    for statement in walk(script.statements):
        match statement:
            case ast.Import(names=aliases):
                yield from (alias.name for alias in aliases)
            case ast.ImportFrom(module=str() as module, level=0):
                yield module


def _written(script: Script) -> Iterator[str]:
    """Modules that the notebook writes itself: `%%writefile train.py`, `open("utils.py", "w")`."""
    yield from re.findall(
        r"(?:%%writefile\s+(?:-a\s+)?|open\(\s*[\"'])(?:\S*/)?(\w+)\.py\b", script.cell.source
    )


def _package(module: str) -> str:
    parts = module.split(".")
    if parts[0] in _NAMESPACES and len(parts) > 1:
        return "-".join(parts[:2])
    return PACKAGES.get(parts[0], parts[0])


def _same(found: Iterable[str], name: str) -> str:
    """The name under which a package is known already, or its own."""
    return next((one for one in found if _key(one) == _key(name)), name)


def _key(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")
