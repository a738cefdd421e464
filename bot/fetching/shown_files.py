"""Where a file itself is that a page of GitHub, GitLab or the Hub shows."""

import re
from typing import Final

from yarl import URL

HUB: Final = "https://huggingface.co"
_RAW: Final = "https://raw.githubusercontent.com"
ON_GITHUB: Final = re.compile(r"/(?P<of>[\w.-]+/[\w.-]+)/(?:blob|raw)/(?P<path>.+)")
ON_HUB: Final = re.compile(
    r"/(?P<of>(?:(?:datasets|spaces)/)?[\w.-]+/[\w.-]+)/(?:blob|raw|resolve)/(?P<path>[^/]+/.+)"
)
ON_GITLAB: Final = ("/-/blob/", "/-/raw/")
"""What tells a page from the file, in paths."""


def github_file(of: str, path: str) -> str:
    """The address of a file of a repository on GitHub; `path` begins with the branch, both quoted."""
    return f"{_RAW}/{of}/{path}"


def hub_file(of: str, path: str) -> str:
    """The same on the Hub, of a repository such as `spaces/zoo/lions`."""
    return f"{HUB}/{of}/resolve/{path}"


def itself(address: URL) -> URL:
    """The file that a page shows; what is no such page as it is."""
    found = _itself(address)
    return address if found is None else found.with_query(address.query).with_fragment(address.fragment)


def _itself(address: URL) -> URL | None:
    match address.host:
        case "github.com" if found := ON_GITHUB.fullmatch(address.raw_path):
            return URL(github_file(found["of"], found["path"]), encoded=True)
        case "huggingface.co" if found := ON_HUB.fullmatch(address.raw_path):
            return URL(hub_file(found["of"], found["path"]), encoded=True)
        case "gitlab.com" if ON_GITLAB[0] in address.raw_path:
            return address.with_path(address.raw_path.replace(*ON_GITLAB, 1), encoded=True)
        case _:
            return None
