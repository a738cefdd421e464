"""Links lead to public places that are known, or nowhere."""

import socket
from urllib.parse import quote

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.errors import PersonError
from bot.fetching.errors import BadLink, NoAnswer
from bot.fetching.fetcher import Fetched, Fetcher
from bot.fetching.hosts import FILES, is_among
from bot.fetching.public import is_public
from bot.texts import language

RAW = "https://raw.githubusercontent.com"


class Resolver(AbstractResolver):
    """Says for every name the same addresses."""

    def __init__(self, *addresses: str) -> None:
        self._addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=one, port=port, family=family, proto=0, flags=0)
            for one in self._addresses
        ]

    async def close(self) -> None:
        return None


async def _get(fetcher: Fetcher, link: str, largest: int = 100_000) -> Fetched:
    return await fetcher.get(link, FILES, largest=largest, media_types=("text/plain", "application/json"))


async def _refused(fetcher: Fetcher, link: str) -> str:
    with pytest.raises(PersonError) as refusal:
        await _get(fetcher, link)
    return refusal.value.sentence.msgid


@pytest.mark.parametrize(
    "link", [f"{RAW}/a%20b?x=1", f" <{RAW}/a%20b?x=1#top>\n", f"http{RAW[5:]}/a%20b?x=1"]
)
async def test_a_file_of_a_known_host_is_read_as_people_paste_its_link(fetcher: Fetcher, link: str) -> None:
    found = await _get(fetcher, link)
    assert found.body == b"/raw.githubusercontent.com/a%20b?x=1"
    assert (found.media_type, str(found.address)) == ("text/plain", f"{RAW}/a%20b?x=1")


async def test_a_redirect_between_known_hosts_is_followed(fetcher: Fetcher) -> None:
    found = await _get(fetcher, f"https://github.com/to:?to={quote(f'{RAW}/there')}")
    assert found.body == b"/raw.githubusercontent.com/there"


async def test_a_redirect_within_a_host_stays_there(fetcher: Fetcher) -> None:
    found = await _get(fetcher, "https://github.com/to:?to=/there")
    assert (found.body, str(found.address)) == (b"/github.com/there", "https://github.com/there")


@pytest.mark.parametrize(
    "to",
    [
        "https://example.org/a",
        "http://raw.githubusercontent.com/a",
        "https://127.0.0.1/a",
        "http://169.254.169.254/latest/meta-data",
        "https://raw.githubusercontent.com:8443/a",
        "https://me:secret@github.com/a",
        "https://github.com@10.0.0.1/a",
        "file:///etc/passwd",
        "gopher://github.com/",
    ],
)
async def test_a_redirect_to_anywhere_else_is_not_followed(fetcher: Fetcher, to: str) -> None:
    link = f"https://github.com/to:?to={quote(to, safe='')}"
    with pytest.raises(BadLink):
        await _get(fetcher, link)


async def test_redirects_in_a_circle_end(fetcher: Fetcher) -> None:
    here = "https://github.com/to:?to="
    link = here + quote(here + quote(here + quote(here + quote(here + quote(f"{RAW}/a")))))
    assert "only leads on" in await _refused(fetcher, link)


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/a.ipynb",
        "https://localhost/a",
        "https://127.0.0.1/a",
        "https://[::1]/a",
        "https://github.com.evil.org/a",
        "https://evilgithub.com/a",
        "https://2130706433/",
    ],
)
async def test_other_places_are_not_asked(fetcher: Fetcher, link: str) -> None:
    assert "I do not read from" in await _refused(fetcher, link)


@pytest.mark.parametrize(
    "link",
    [
        "https://github.com:444/a",
        "https://me@github.com/a",
        "https://me:secret@github.com/a",
        "http://github.com:8080/a",
    ],
)
async def test_a_known_place_is_asked_in_the_usual_way_only(fetcher: Fetcher, link: str) -> None:
    assert "without a port, and without a name or a password" in await _refused(fetcher, link)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "lions",
        "ftp://github.com/a",
        "https://",
        "https://[::1",
        "https://github.com/a b",
        "https://a:b:c/",
    ],
)
async def test_what_is_no_link_is_said_to_be_none(fetcher: Fetcher, link: str) -> None:
    assert "no link that I can follow" in await _refused(fetcher, link)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("refused:404", "has nothing at this link"),
        ("refused:503", "does not answer"),
        ("page", "no file that I can read"),
        ("packed", "no file that I can read"),
        ("endless", "too large"),
    ],
)
async def test_what_cannot_be_read_says_why(fetcher: Fetcher, what: str, told: str) -> None:
    assert told in await _refused(fetcher, f"{RAW}/{what}")


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["10.1.2.3"], ["::1"], ["140.82.121.3", "192.168.0.1"], ["fd00::1"]]
)
async def test_a_name_that_leads_into_a_private_network_is_not_connected_to(addresses: list[str]) -> None:
    async with Fetcher("essai-tests", resolver=Resolver(*addresses)) as fetcher:
        assert "leads into a private network" in await _refused(fetcher, f"{RAW}/a")


async def test_a_place_that_is_not_there_may_answer_later() -> None:
    async with Fetcher("essai-tests", stand_ins={"github.com": "http://127.0.0.1:9"}) as fetcher:
        with pytest.raises(NoAnswer):
            await _get(fetcher, "https://github.com/a")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("140.82.121.3", True),
        ("2606:50c0:8000::154", True),
        ("::ffff:140.82.121.3", True),
        ("64:ff9b::8c52:7903", True),
        ("64:ff9b::a00:1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("0.0.0.0", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("172.31.255.255", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("::", False),
        ("no address", False),
    ],
)
def test_an_address_is_public_only_when_the_internet_routes_it(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("huggingface.co", True),
        ("cas-bridge.xethub.hf.co", True),
        ("cdn-lfs.huggingface.co", True),
        ("hf.co.evil.org", False),
        ("evilhf.co", False),
        ("me.hf.space", False),
        ("", False),
    ],
)
def test_a_host_is_known_by_its_whole_name_or_by_what_it_is_below(host: str, known: bool) -> None:
    assert is_among(host, FILES) is known


RESET = 1_785_000_000
DATE = "Mon, 01 Jun 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("status", "headers", "when"),
    [
        (403, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(RESET)}, f"<t:{RESET}:R>"),
        (429, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(RESET)}, f"<t:{RESET}:R>"),
        (403, {"Retry-After": "60", "Date": DATE}, "<t:1780315260:R>"),
        (429, {}, "in a few minutes"),
        (429, {"Retry-After": "9" * 40}, "in a few minutes"),
        (429, {"Retry-After": "9" * 10, "Date": DATE}, "<t:11780315199:R>"),
        (429, {"Retry-After": "60", "Date": "soon"}, "in a few minutes"),
    ],
)
async def test_a_place_that_was_asked_too_much_is_told_as_that_with_the_time(
    fetcher: Fetcher, status: int, headers: dict[str, str], when: str
) -> None:
    link = URL(f"{RAW}/refused:{status}").with_query(headers)
    with pytest.raises(NoAnswer) as refusal:
        await _get(fetcher, str(link))
    told = language("en").tell(refusal.value.sentence)
    assert "too many questions" in told
    assert f"try again {when}, or attach the file" in told


async def test_a_place_that_lets_nobody_in_is_not_told_as_one_that_was_asked_too_much(
    fetcher: Fetcher,
) -> None:
    with pytest.raises(BadLink):
        await _get(fetcher, f"{RAW}/refused:403?X-RateLimit-Remaining=59")
