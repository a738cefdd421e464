"""Reads notebooks that people link to."""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, unquote

from yarl import URL

from bot.errors import BadRequest
from bot.fetching.fetcher import Fetcher, parsed
from bot.fetching.hosts import FILES, is_among
from bot.fetching.shown_files import HUB
from bot.notebooks.facts import OpenIn
from bot.notebooks.limits import LARGEST_ANYWHERE
from bot.notebooks.origins import Origin, links_in, on_hub, origin_of
from bot.texts import later

# What the places call the media type of a notebook; a web page is none.
_MEDIA_TYPES: Final = (
    "text/plain",
    "application/json",
    "application/octet-stream",
    "binary/octet-stream",
    "application/x-ipynb+json",
    "application/vnd.jupyter",
)
_LISTS: Final = frozenset({"api.github.com", "huggingface.co"})
_LARGEST_LIST: Final = 4 * 1024 * 1024
_NAMED: Final = 5


@dataclass(frozen=True)
class Got:
    """A notebook that was read: its name, where its file can be read again, and its content."""

    file_name: str
    address: str
    content: bytes


class NotebookLinks:
    """Reads what links lead to; `hub` is the Hub's address. Raises PersonErrors."""

    def __init__(self, fetcher: Fetcher, hub: str) -> None:
        self._fetcher = fetcher
        self._hub = hub

    def first_in(self, text: str) -> str | None:
        """The first link to a notebook in a text."""
        return next(iter(links_in(text, self._hub)), None)

    def places(self, link: str) -> tuple[OpenIn, ...]:
        """Where people can open what a link leads to. Raises BadRequest for one that is not known."""
        return self._origin(link).places

    async def get(self, link: str) -> Got:
        """The notebook of a link."""
        origin = self._origin(link)
        if origin.gist is not None:
            return await self._from_gist(origin.gist, origin.wanted)
        if origin.repository is not None:
            origin = await self._in_repository(origin.repository)
        if origin.file is None:
            raise BadRequest(
                later(
                    "{place} shows this notebook only to people with an account, so I cannot read it. "
                    "Download it there as .ipynb and give me both, the file and the link: the link becomes a "
                    "button.",
                    place=origin.places[0].name,
                )
            )
        return await self.get_file(origin.file)

    async def get_file(self, address: str) -> Got:
        """The notebook at the address of its file."""
        found = await self._fetcher.get(address, FILES, largest=LARGEST_ANYWHERE, media_types=_MEDIA_TYPES)
        return Got(unquote(URL(address).raw_name) or "notebook.ipynb", address, found.body)

    def _origin(self, link: str) -> Origin:
        found = origin_of(link, self._hub)
        if found is None:
            parsed(link)
            raise BadRequest(
                later(
                    "I know no notebook behind this link. Give one to a file that ends in .ipynb on Hugging "
                    "Face, GitHub, GitLab or Codeberg, to a gist, to a Space, or from Colab or Kaggle; or "
                    "attach the file."
                )
            )
        return found

    async def _from_gist(self, address: str, wanted: str) -> Got:
        told = await self._told(address)
        files = told.get("files")
        files = files if isinstance(files, dict) else {}
        names = [name for name in files if name.endswith(".ipynb")]
        # The page of a gist writes a name in lower case, with hyphens for all else.
        named = [one for one in names if _plain(one) == _plain(wanted)]
        raw = str(files[_only(named or names)].get("raw_url", ""))
        return await self.get_file(raw)

    async def _in_repository(self, address: str) -> Origin:
        told = await self._told(address)
        names = [str(one.get("rfilename", "")) for one in told.get("siblings") or [] if isinstance(one, dict)]
        name = _only(one for one in names if one.endswith(".ipynb"))
        path = address.removeprefix(f"{HUB}/api/").removeprefix("models/")
        of, _, revision = path.partition("/revision/")
        return on_hub(of, f"{revision or 'main'}/{quote(name)}")

    async def _told(self, address: str) -> dict[str, Any]:
        found = await self._fetcher.get(
            address, _LISTS, largest=_LARGEST_LIST, media_types=("application/json",)
        )
        try:
            told = await asyncio.to_thread(json.loads, found.body)
        except (ValueError, RecursionError) as error:
            raise _no_notebook() from error
        return told if isinstance(told, dict) else {}


def is_link(address: str) -> bool:
    """Whether what is kept as the address of a draft's file was linked to, and not attached."""
    return is_among(URL(address).host or "", FILES)


def _only(names: Iterable[str]) -> str:
    """The one notebook among files. Raises BadRequest for none and for several."""
    found = sorted(names)
    if not found:
        raise _no_notebook()
    if len(found) > 1:
        shown = ", ".join(f"`{one.replace('`', '')[:60]}`" for one in found[:_NAMED])
        raise BadRequest(
            later("There are several notebooks: {names}. Give the link of one of them.", names=shown)
        )
    return found[0]


def _plain(name: str) -> str:
    return "".join(one if one.isalnum() else "-" for one in name.lower()).strip("-")


def _no_notebook() -> BadRequest:
    return BadRequest(later("There is no notebook behind this link: no file whose name ends in .ipynb."))
