"""Announcement channels: publishing a message to the channels that follow."""

from sandbox.discord.acts import messages
from sandbox.discord.acts.files import uploads_of
from sandbox.discord.acts.messages import Draft
from sandbox.discord.core import Core
from sandbox.discord.errors import ALREADY_CROSSPOSTED, WRONG_CHANNEL_TYPE, ApiError
from sandbox.discord.model import Channel, ChannelType, Flag, Message, MessageType, Webhook


def follow(core: Core, source: Channel, target: Channel, user_id: int) -> Webhook:
    """Let `target` follow the announcement channel `source`."""
    if source.type != ChannelType.ANNOUNCEMENT:
        raise ApiError(WRONG_CHANNEL_TYPE)
    source_guild = core.state.guilds[source.guild_id or 0]
    name = f"{source_guild.name} #{source.name}"
    webhook = Webhook(
        id=core.snowflakes.next(),
        channel_id=target.id,
        guild_id=target.guild_id or 0,
        name=name,
        source_channel_id=source.id,
        source_guild_id=source_guild.id,
        user_id=user_id,
    )
    core.state.webhooks[webhook.id] = webhook
    tell_webhooks(core, webhook)
    reference = {"guild_id": source_guild.id, "channel_id": source.id}
    draft = Draft(user_id, {"content": name}, type=MessageType.FOLLOWED, reference=reference)
    messages.post(core, target, draft)
    return webhook


def unfollow(core: Core, webhook: Webhook) -> None:
    """Stop following."""
    del core.state.webhooks[webhook.id]
    tell_webhooks(core, webhook)


def tell_webhooks(core: Core, webhook: Webhook) -> None:
    """Tell that a channel's webhooks have changed."""
    data = {"guild_id": str(webhook.guild_id), "channel_id": str(webhook.channel_id)}
    core.publish("WEBHOOKS_UPDATE", data, guild_id=webhook.guild_id, channel_id=webhook.channel_id)


def crosspost(core: Core, channel: Channel, message: Message) -> Message:
    """Publish `message` to all that follow; only once."""
    if channel.type != ChannelType.ANNOUNCEMENT:
        raise ApiError(WRONG_CHANNEL_TYPE)
    if message.flags & Flag.CROSSPOSTED:
        raise ApiError(ALREADY_CROSSPOSTED)
    message.flags |= Flag.CROSSPOSTED
    for webhook in list(core.state.webhooks.values()):
        if webhook.source_channel_id == channel.id:
            copy = _copy(core, channel, message, webhook)
            message.copies.append((copy.channel_id, copy.id))
    messages.announce_edit(core, message)
    return message


def _copy(core: Core, channel: Channel, message: Message, webhook: Webhook) -> Message:
    reference = {"guild_id": channel.guild_id, "channel_id": channel.id, "message_id": message.id}
    body = {
        "content": message.content,
        "embeds": message.embeds,
        "components": message.components,
        "allowed_mentions": {"parse": []},
    }
    draft = Draft(
        message.author_id,
        body,
        uploads_of(core, message),
        flags=Flag.IS_CROSSPOST | (message.flags & Flag.COMPONENTS_V2),
        reference=reference,
        webhook_id=webhook.id,
        author_name=webhook.name,
    )
    return messages.post(core, core.state.channels[webhook.channel_id], draft)
