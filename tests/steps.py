"""What people do with a watch again and again, in journeys and on the pictures of the guides."""

from sandbox.person import Person, Seen
from tests.waiting import until


async def watch(person: Person, source: str, channel: str, **options: str) -> None:
    """Add a watch as it is proposed, and wait until it is saved."""
    about = {"source": source, "channel": channel, **options}
    shown = (await person.command("watch add", channel=channel, options=about)).message
    assert shown is not None
    await person.press(shown, shown.buttons[0])
    await person.wait_for(channel, lambda one: one.id == shown.id and not one.buttons)


async def settled(person: Person, shown: Seen, part: str) -> Seen:
    """The message once its text, or one of its custom ids, holds `part`."""

    def fits(one: Seen) -> bool:
        ids = [button.custom_id or "" for button in one.buttons]
        ids += [select["custom_id"] for select in one.selects]
        return one.id == shown.id and (part in one.text or any(part in each for each in ids))

    return await person.wait_for(shown.channel, fits)


async def chosen(person: Person, panel: Seen, field: str, values: list[str], part: str) -> Seen:
    """The panel after a choice in the select of that field, once it holds `part`."""
    select = next(one["custom_id"] for one in panel.selects if one["custom_id"].endswith(f":{field}"))
    await person.choose(panel, select, values)
    return await settled(person, panel, part)


async def turned(person: Person, panel: Seen, page: str) -> Seen:
    """The panel at another of its pages: `what`, `where` or `when`."""
    button = next(one for one in panel.buttons if (one.custom_id or "").endswith(f"page-{page}"))
    await person.press(panel, button)
    first = {"what": "kinds", "where": "role", "when": "pause"}[page]
    return await settled(person, panel, f":{first}")


async def explained(person: Person, repository: str, channel: str, part: str) -> str:
    """What `/watch why` says once it holds `part`; a post is noted a moment after it is seen."""

    async def told() -> str | None:
        about = {"repo": repository}
        text = (await person.command("watch why", channel=channel, options=about)).text
        return text if part in text else None

    return await until(told, what=f"{part!r} as the reason") or ""
