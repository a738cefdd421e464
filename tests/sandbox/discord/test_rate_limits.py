"""How often a bot may ask, and what it is told."""

from sandbox.discord.server import DiscordSandbox
from tests.sandbox.discord.raw import Rest


async def test_answers_tell_what_is_left(rest: Rest, general: str) -> None:
    headers = (await rest.post(general, {"content": "x"})).headers
    assert headers["X-RateLimit-Limit"] == "5"
    assert headers["X-RateLimit-Remaining"] == "4"
    assert 0 < float(headers["X-RateLimit-Reset-After"]) <= 5
    assert float(headers["X-RateLimit-Reset"]) > 1_700_000_000
    assert len(headers["X-RateLimit-Bucket"]) == 32
    assert headers["Content-Type"] == "application/json"


async def test_the_sixth_message_in_five_seconds_is_too_many(
    rest: Rest, general: str, discord_sandbox: DiscordSandbox
) -> None:
    for number in range(5):
        assert (await rest.post(general, {"content": str(number)})).status == 200
    answer = await rest.post(general, {"content": "6"})
    assert answer.status == 429
    assert answer.body["message"] == "You are being rate limited."
    assert 0 < answer.body["retry_after"] <= 5
    assert answer.body["global"] is False
    assert answer.headers["X-RateLimit-Scope"] == "user"
    assert answer.headers["X-RateLimit-Remaining"] == "0"
    assert "Via" in answer.headers
    assert 1 <= int(answer.headers["Retry-After"]) <= 5
    discord_sandbox.clock.advance(5)
    assert (await rest.post(general, {"content": "7"})).status == 200


async def test_each_channel_has_a_limit_of_its_own(rest: Rest, general: str) -> None:
    other = await rest.channel("results")
    for number in range(5):
        await rest.post(general, {"content": str(number)})
    answer = await rest.post(other, {"content": "x"})
    assert (answer.status, answer.headers["X-RateLimit-Remaining"]) == (200, "4")


async def test_the_51st_request_in_a_second_meets_the_global_limit(
    rest: Rest, discord_sandbox: DiscordSandbox
) -> None:
    discord_sandbox.clock.advance(1)
    statuses = [(await rest.call("GET", f"/users/{number}")).status for number in range(50)]
    assert 429 not in statuses
    answer = await rest.call("GET", "/users/@me")
    assert (answer.status, answer.body["global"]) == (429, True)
    assert answer.headers["X-RateLimit-Global"] == "true"
    assert answer.headers["X-RateLimit-Scope"] == "global"
    discord_sandbox.clock.advance(1)
    assert (await rest.call("GET", "/users/@me")).status == 200


async def test_ten_thousand_invalid_requests_shut_the_address_out(
    rest: Rest, discord_sandbox: DiscordSandbox
) -> None:
    discord_sandbox.limits.invalid_rate = (3, 600.0)
    for _ in range(3):
        assert (await rest.call("GET", "/users/@me", authorization="Bot wrong")).status == 401
    answer = await rest.call("GET", "/users/@me")
    assert answer.status == 429
    assert "Via" not in answer.headers
    assert answer.body == "error code: 1015"
    discord_sandbox.clock.advance(600)
    assert (await rest.call("GET", "/users/@me")).status == 200


async def test_what_counts_as_invalid(rest: Rest, general: str, discord_sandbox: DiscordSandbox) -> None:
    limiter = discord_sandbox.api.limiter
    hidden = await rest.channel("moderators")
    await rest.call("GET", f"/channels/{hidden}")
    await rest.call("GET", "/users/@me", authorization=None)
    for _ in range(6):
        await rest.post(general, {"content": "x"})
    await rest.call("GET", "/channels/1")
    assert limiter.invalid_count == 3


async def test_eleven_crossposts_in_an_hour_are_too_many_and_not_invalid(
    rest: Rest, discord_sandbox: DiscordSandbox
) -> None:
    news = await rest.channel("news")
    statuses: list[int] = []
    scope = None
    for number in range(11):
        discord_sandbox.clock.advance(2)
        message = (await rest.post(news, {"content": str(number)})).body
        answer = await rest.call("POST", f"/channels/{news}/messages/{message['id']}/crosspost")
        statuses.append(answer.status)
        scope = answer.headers.get("X-RateLimit-Scope")
    assert statuses == [200] * 10 + [429]
    assert scope == "shared"
    assert discord_sandbox.api.limiter.invalid_count == 0


async def test_a_request_without_a_token_is_refused(rest: Rest) -> None:
    answer = await rest.call("GET", "/users/@me", authorization=None)
    assert (answer.status, answer.body) == (401, {"message": "401: Unauthorized", "code": 0})
