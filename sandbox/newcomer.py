"""What a newcomer does first, done without a page: set watches, publish releases, read the announcements."""

import time
from collections.abc import Callable
from typing import Any

import aiohttp

from sandbox.person import Person, Seen, meet

CHANNEL = "#releases"
WATCHED = ("mistralai", "Qwen")
PATIENCE = 30.0


class Tour:
    """The moderator's way on a running sandbox; `say` prints a line."""

    def __init__(self, discord_control: str, hub_control: str, say: Callable[[str], None]) -> None:
        self._discord_control = discord_control
        self._hub_control = hub_control
        self._say = say

    async def run(self) -> bool:
        """True when every release came to the channel in time; says what went wrong if not."""
        async with aiohttp.ClientSession() as session:
            moderator = await meet(session, self._discord_control, "Camille")
            for author in WATCHED:
                if not await self._watch(moderator, author):
                    return False
            outcomes = [
                await self._publish(session, moderator, one) for one in await self._catalogue(session)
            ]
        announced = sum(outcomes)
        self._say(f"{announced} of {len(outcomes)} releases were announced in {CHANNEL}.")
        return bool(outcomes) and all(outcomes)

    async def _watch(self, moderator: Person, author: str) -> bool:
        options = {"source": author, "channel": await moderator.find_channel(CHANNEL)}
        preview = await moderator.command("watch add", channel=CHANNEL, options=options)
        shown = preview.message
        if shown is None or not shown.buttons:
            self._say(f"/watch add source:{author} failed: {preview.error or preview.text}")
            return False
        await moderator.press(shown, shown.buttons[0])
        # The buttons go when the watch is saved, or when the answer is why it was not.
        saved = await moderator.wait_for(CHANNEL, lambda one: one.id == shown.id and not one.buttons)
        self._say(f"/watch add source:{author} → {saved.text}")
        return True

    async def _catalogue(self, session: aiohttp.ClientSession) -> list[dict[str, Any]]:
        """Models of the watched authors that are not published yet."""
        async with session.get(f"{self._hub_control}/catalogue") as answer:
            entries: list[dict[str, Any]] = (await answer.json())["entries"]
        return [
            entry
            for entry in entries
            if entry["author"] in WATCHED and entry["kind"] == "model" and not entry["published"]
        ]

    async def _publish(
        self, session: aiohttp.ClientSession, moderator: Person, entry: dict[str, Any]
    ) -> bool:
        began = time.monotonic()
        async with session.post(f"{self._hub_control}/publish", json={"catalogue": entry["id"]}) as answer:
            answer.raise_for_status()
        name = entry["id"].rpartition("/")[2]
        before = {message.id for message in await moderator.read(CHANNEL)}
        try:
            message = await moderator.wait_for(
                CHANNEL, lambda one: _tells_of(one, entry["id"]), seconds=PATIENCE
            )
        except TimeoutError:
            self._say(f"{name} was published, and after {PATIENCE:.0f} s nothing was announced.")
            return False
        how = "added to an earlier post" if message.id in before else "announced"
        self._say(f"\n── {entry['id']}, {how} after {time.monotonic() - began:.2f} s\n{message.text}\n")
        return True


def _tells_of(message: Seen, repo_id: str) -> bool:
    """Whether a post is about a repository, or has it in the list of its family."""
    is_linked = any(address.endswith(f"/{repo_id}") for address in message.links.values())
    return is_linked or f"/{repo_id})" in message.text
