import aiohttp
import pytest
from discord.http import Route

from bot.chat.traffic import trace
from sandbox.discord.server import DiscordSandbox
from sandbox.redirect import point_discord_at


class _Gate:
    """Notes what passes."""

    def __init__(self) -> None:
        self.passed = 0
        self.answers: list[int | None] = []

    async def before(self) -> None:
        self.passed += 1

    async def after(self, status: int | None) -> None:
        self.answers.append(status)

    def forget(self) -> None:
        self.answers.append(0)


@pytest.mark.parametrize(
    ("path", "answers"),
    [
        ("/users/@me", [401]),
        ("/interactions/1/token/callback", []),
        ("/webhooks/1/token/messages/@original", []),
    ],
)
async def test_what_discord_counts_passes_the_gate(path: str, answers: list[int]) -> None:
    gate = _Gate()
    async with DiscordSandbox() as discord, aiohttp.ClientSession(trace_configs=[trace(gate)]) as session:
        with point_discord_at(discord.api_url, discord.gateway_url, discord.cdn_url):
            async with session.get(Route.BASE + path):
                pass
    assert gate.answers == answers
    assert gate.passed == len(answers)


async def test_a_lost_answer_is_told_and_answers_to_other_servers_are_not_ours_to_count() -> None:
    gate = _Gate()
    async with DiscordSandbox() as discord, aiohttp.ClientSession(trace_configs=[trace(gate)]) as session:
        with point_discord_at(discord.api_url, discord.gateway_url, discord.cdn_url):
            async with session.get(f"{discord.control_url}/state"):
                pass
            assert gate.passed == 0
            discord.faults.add("POST", "/channels/1/messages", "drop_before")
            with pytest.raises(aiohttp.ClientError):
                await session.post(f"{Route.BASE}/channels/1/messages")
    assert gate.answers == [None]
