"""Where a notebook is to which somebody links: what is read for it, and where people can open it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from yarl import URL

from bot.fetching.hosts import pasted
from bot.fetching.shown_files import HUB, ON_GITHUB, ON_GITLAB, ON_HUB, github_file, hub_file
from bot.notebooks.facts import OpenIn

_COLAB: Final = "https://colab.research.google.com"
# What may not stand in a link of Discord's markdown, which takes it for the link's end.
_ENDINGS: Final = {"(": "%28", ")": "%29", "[": "%5B", "]": "%5D", "'": "%27", '"': "%22"}
_LINK: Final = re.compile(r"https?://[^\s<>\"'|]+")
_GIST: Final = re.compile(r"/(?:(?P<user>[\w-]+)/)?(?P<id>[0-9a-f]{20,40})(?:/(?P<file>[^/]+))?/?")
_REPOSITORY: Final = re.compile(
    r"/(?P<kind>datasets/|spaces/)?(?P<of>[\w.-]+/[\w.-]+)(?:/tree/(?P<revision>[^/]+))?/?"
)


@dataclass(frozen=True)
class Origin:
    """Where a notebook is. `places` are those where people can open it, that of the link first.

    One of `file`, `gist` and `repository` is what is read: the address of the file itself, the address at
    which GitHub tells the files of a gist, or that at which the Hub tells those of a repository; none of them
    where only people with an account see the notebook. `wanted` is the file of a gist that the link names.
    """

    places: tuple[OpenIn, ...]
    file: str | None = None
    gist: str | None = None
    repository: str | None = None
    wanted: str = ""


def links_in(text: str, hub: str) -> list[str]:
    """The links in a text that may lead to notebooks."""
    found = [match.rstrip(").,;:!?*_") for match in _LINK.findall(text)]
    return [one for one in found if origin_of(one, hub) is not None]


def origin_of(link: str, hub: str) -> Origin | None:
    """What a link leads to; None where that is no notebook that is known. `hub` is the Hub's address."""
    text = pasted(link)
    if hub.rstrip("/") != HUB and text.startswith(f"{hub.rstrip('/')}/"):
        text = HUB + text[len(hub.rstrip("/")) :]
    try:
        address = URL(text)
    except ValueError:
        return None
    if address.scheme not in ("http", "https"):
        return None
    host = (address.host or "").lower().removeprefix("www.")
    rule = _RULES.get(host)
    return None if rule is None else rule(address.with_scheme("https").with_port(None))


def _of_github(address: URL) -> Origin | None:
    match = ON_GITHUB.fullmatch(address.raw_path)
    if match is None:
        return None
    of, path = match["of"], match["path"].removeprefix("refs/heads/")
    return _on_github(of, path)


def _of_raw_github(address: URL) -> Origin | None:
    match = re.fullmatch(r"/([\w.-]+/[\w.-]+)/(.+)", address.raw_path)
    return _on_github(match[1], match[2].removeprefix("refs/heads/")) if match else None


def _on_github(of: str, path: str) -> Origin | None:
    if not path.endswith(".ipynb"):
        return None
    places = (
        OpenIn("GitHub", _linkable(f"https://github.com/{of}/blob/{path}")),
        OpenIn("Colab", _linkable(f"{_COLAB}/github/{of}/blob/{path}")),
    )
    return Origin(places, file=github_file(of, path))


def _of_gist(address: URL) -> Origin | None:
    match = _GIST.fullmatch(address.raw_path)
    if match is None:
        return None
    # The page of a gist names a file by #file-its-name-ipynb.
    wanted = address.raw_fragment.removeprefix("file-") or unquote(match["file"] or "")
    user = f"{match['user']}/" if match["user"] else ""
    places = (OpenIn("Gist", f"https://gist.github.com/{user}{match['id']}"),)
    return Origin(places, gist=f"https://api.github.com/gists/{match['id']}", wanted=wanted)


def _of_raw_gist(address: URL) -> Origin | None:
    match = re.fullmatch(r"/([\w-]+)/([0-9a-f]{20,40})/raw/.+\.ipynb", address.raw_path)
    if match is None:
        return None
    page = OpenIn("Gist", f"https://gist.github.com/{match[1]}/{match[2]}")
    return Origin((page,), file=str(address.with_fragment(None)))


def _of_hub(address: URL) -> Origin | None:
    file = ON_HUB.fullmatch(address.raw_path)
    if file is not None:
        return on_hub(file["of"], file["path"]) if file["path"].endswith(".ipynb") else None
    match = _REPOSITORY.fullmatch(address.raw_path)
    if match is None:
        return None
    kind = match["kind"] or "models/"
    revision = f"/revision/{match['revision']}" if match["revision"] else ""
    return Origin((), repository=f"{HUB}/api/{kind}{match['of']}{revision}")


def on_hub(of: str, path: str) -> Origin:
    """A file of a repository, such as `spaces/zoo/lions`; `path` begins with the revision, both quoted."""
    page = _linkable(f"{HUB}/{of}/blob/{path}")
    # https://huggingface.co/docs/hub/notebooks#launch-in-google-colab
    places = (OpenIn("Hugging Face", page), OpenIn("Colab", f"{_COLAB}/#fileId={page}"))
    return Origin(places, file=hub_file(of, path))


def _of_colab(address: URL) -> Origin | None:
    opened = OpenIn("Colab", _public(address, "resourcekey"))
    inner: Origin | None = None
    if address.raw_path.startswith("/github/"):
        inner = _of_github(URL(f"https://github.com{address.raw_path[7:]}", encoded=True))
    elif address.raw_path.startswith("/gist/"):
        inner = _of_gist(URL(f"https://gist.github.com{address.raw_path[5:]}", encoded=True))
    elif address.raw_fragment.startswith("fileId="):
        link = unquote(address.raw_fragment.removeprefix("fileId="))
        inner = _of_hub_link(link)
        if inner is not None:
            opened = OpenIn("Colab", f"{_COLAB}/#fileId={_public(URL(link))}")
    elif re.match(r"/drive/[\w-]+", address.raw_path):
        return Origin((opened,))
    return None if inner is None else _under(opened, inner)


def _of_kaggle(address: URL) -> Origin | None:
    source = address.query.get("src", "")
    if address.raw_path == "/kernels/welcome":
        inner = origin_of(source, HUB) if source.startswith("https://github.com/") else None
        if inner is None:
            return None
        return _under(OpenIn("Kaggle", f"{_public(address)}?src={inner.places[0].address}"), inner)
    if re.fullmatch(r"/(?:code|kernels)/[\w-]+/[\w-]+(?:/.*)?", address.raw_path):
        return Origin((OpenIn("Kaggle", _public(address, "scriptVersionId")),))
    return None


def _public(address: URL, *kept: str) -> str:
    """An address without what may tell who opened it, as ?authuser= does; `kept` of its query stays."""
    query = {name: value for name, value in address.query.items() if name in kept}
    return _linkable(str(address.with_fragment(None).with_user(None).with_query(query or None)))


def _of_hub_link(link: str) -> Origin | None:
    return origin_of(link, HUB) if link.startswith(f"{HUB}/") else None


def _of_viewer(address: URL) -> Origin | None:
    parts = address.raw_path.split("/", 2)
    if len(parts) == 3 and parts[1] == "github":
        return _of_github(URL(f"https://github.com/{parts[2]}", encoded=True))
    if len(parts) == 3 and parts[1] == "gist":
        return _of_gist(URL(f"https://gist.github.com/{parts[2]}", encoded=True))
    return None


def _of_gitlab(address: URL) -> Origin | None:
    if not any(one in address.raw_path for one in ON_GITLAB):
        return None
    return _plain(address, "GitLab", ON_GITLAB)


def _of_codeberg(address: URL) -> Origin | None:
    if "/src/" not in address.raw_path and "/raw/" not in address.raw_path:
        return None
    return _plain(address, "Codeberg", ("/src/", "/raw/"))


def _plain(address: URL, name: str, parts: tuple[str, str]) -> Origin | None:
    page = f"https://{address.host}{address.raw_path}".replace(parts[1], parts[0], 1)
    if not page.endswith(".ipynb"):
        return None
    return Origin((OpenIn(name, _linkable(page)),), file=page.replace(parts[0], parts[1], 1))


def _under(opened: OpenIn, inner: Origin) -> Origin:
    """What a link of another place opens, that place first."""
    others = tuple(one for one in inner.places if one.name != opened.name)
    return Origin((opened, *others), inner.file, inner.gist, inner.repository, inner.wanted)


def merged(first: Sequence[OpenIn], others: Sequence[OpenIn], most: int) -> tuple[OpenIn, ...]:
    """Each place once."""
    every: dict[str, OpenIn] = {}
    for one in (*first, *others):
        every.setdefault(one.name, one)
    return tuple(every.values())[:most]


def _linkable(address: str) -> str:
    quoted = quote(address, safe="%/:?#=&+,;@!$*-._~()[]'\"")
    return "".join(_ENDINGS.get(one, one) for one in quoted)


_RULES: Final = {
    "github.com": _of_github,
    "raw.githubusercontent.com": _of_raw_github,
    "gist.github.com": _of_gist,
    "gist.githubusercontent.com": _of_raw_gist,
    "huggingface.co": _of_hub,
    "hf.co": _of_hub,
    "colab.research.google.com": _of_colab,
    "kaggle.com": _of_kaggle,
    "nbviewer.org": _of_viewer,
    "gitlab.com": _of_gitlab,
    "codeberg.org": _of_codeberg,
}
