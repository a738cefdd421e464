"""Messages, with attachments, embeds and components, as Discord writes them."""

from collections.abc import Mapping
from typing import Any

from sandbox.discord.files import Signer, external_path, picture_size
from sandbox.discord.model import Attachment, Channel, Flag, Message, MessageType
from sandbox.discord.state import State
from sandbox.discord.wire import basics
from sandbox.discord.wire.channels import channel as channel_wire

Json = dict[str, Any]
ATTACHED = "attachment://"


class MessageWire:
    """Writes messages; the addresses of their files are signed anew each time."""

    def __init__(self, state: State, signer: Signer, elsewhere: Mapping[str, bytes]) -> None:
        self._elsewhere = elsewhere
        self._state = state
        self._signer = signer

    def attachment(self, one: Attachment, *, ephemeral: bool = False) -> Json:
        """An attachment with a fresh address."""
        path = f"/attachments/{one.channel_id}/{one.id}/{one.filename}"
        address = self._signer.address(path)
        wire: Json = {
            "id": str(one.id),
            "filename": one.filename,
            "size": one.size,
            "url": address,
            "proxy_url": address,
            "content_type": one.content_type,
        }
        optional = {
            "width": one.width,
            "height": one.height,
            "description": one.description,
            "title": one.title,
            "ephemeral": ephemeral or None,
        }
        return wire | {key: value for key, value in optional.items() if value is not None}

    def channel(self, one: Channel) -> Json:
        """A channel as the bot sees it."""
        return channel_wire(self._state, one)

    def message(self, one: Message) -> Json:
        """A message as REST answers it: with the one it replies to, and no guild or member."""
        wire = self._basic(one)
        if one.reference is not None and one.type in {MessageType.REPLY, MessageType.THREAD_STARTER}:
            original = self._state.message(one.reference["channel_id"], one.reference["message_id"])
            wire["referenced_message"] = None if original is None else self._basic(original)
        return wire

    def event(self, one: Message) -> Json:
        """A message as the gateway sends it: with its guild and its author's membership."""
        wire = self.message(one)
        channel = self._state.channels[one.channel_id]
        wire["channel_type"] = int(channel.type)
        if channel.guild_id is not None:
            wire["guild_id"] = str(channel.guild_id)
            members = self._state.guilds[channel.guild_id].members
            if one.webhook_id is None and one.author_id in members:
                wire["member"] = basics.member_without_user(members[one.author_id])
            for mention in wire["mentions"]:
                member = members.get(int(mention["id"]))
                if member is not None:
                    mention["member"] = basics.member_without_user(member)
        return wire

    def _basic(self, one: Message) -> Json:
        ephemeral = one.ephemeral_for is not None
        attachments = [self.attachment(each, ephemeral=ephemeral) for each in one.attachments]
        files = {wire["filename"]: wire for wire in attachments}
        embeds = [_embed(each, files) for each in one.embeds]
        wire: Json = {
            "id": str(one.id),
            "channel_id": str(one.channel_id),
            "type": int(one.type),
            "author": self._author(one),
            "content": one.content,
            "timestamp": basics.stamp(one.created_at),
            "edited_timestamp": basics.stamp_or_none(one.edited_at),
            "tts": one.tts,
            "mention_everyone": one.mention_everyone,
            "mentions": [basics.user(self._state.users[each]) for each in one.mentions],
            "mention_roles": [str(each) for each in one.mention_roles],
            "attachments": [each for each in attachments if not _embedded(each["filename"], one)],
            "embeds": embeds,
            "components": [self._component(each, files) for each in one.components],
            "flags": one.flags,
            "pinned": one.pinned_at is not None,
        }
        self._add_origin(one, wire)
        if one.reactions:
            wire["reactions"] = [self._reaction(*pair) for pair in one.reactions.items()]
        thread = self._state.channels.get(one.id)
        if thread is not None and one.flags & Flag.HAS_THREAD:
            wire["thread"] = channel_wire(self._state, thread)
        return wire

    def _author(self, one: Message) -> Json:
        if one.webhook_id is None or one.webhook_id == self._state.application.id:
            return basics.user(self._state.users[one.author_id])
        name = one.author_name or ""
        return {
            "id": str(one.webhook_id),
            "username": name,
            "global_name": None,
            "avatar": None,
            "discriminator": "0000",
            "public_flags": 0,
            "flags": 0,
            "bot": True,
            "primary_guild": None,
        }

    def _add_origin(self, one: Message, wire: Json) -> None:
        if one.webhook_id is not None:
            wire["webhook_id"] = str(one.webhook_id)
        if one.application_id is not None:
            wire["application_id"] = str(one.application_id)
        if one.nonce is not None:
            wire["nonce"] = one.nonce
        if one.reference is not None:
            wire["message_reference"] = {
                "type": 0,
                **{key: str(value) for key, value in one.reference.items() if value is not None},
            }
        if one.interaction is not None:
            wire["interaction_metadata"] = self.origin(one.interaction)

    def origin(self, metadata: Mapping[str, Any]) -> Json:
        """Which interaction a message answers."""
        wire: Json = {
            "id": str(metadata["id"]),
            "type": metadata["type"],
            "user": basics.user(self._state.users[metadata["user_id"]]),
            "authorizing_integration_owners": metadata["owners"],
        }
        for key in ("original_response_message_id", "interacted_message_id", "target_message_id"):
            if metadata.get(key) is not None:
                wire[key] = str(metadata[key])
        if metadata.get("target_user_id") is not None:
            wire["target_user"] = basics.user(self._state.users[metadata["target_user_id"]])
        if metadata.get("triggered_by") is not None:
            wire["triggering_interaction_metadata"] = self.origin(metadata["triggered_by"])
        if metadata.get("command_type") is not None:
            wire["name"] = metadata["name"]
            wire["command_type"] = metadata["command_type"]
        return wire

    def _reaction(self, emoji: str, users: list[int]) -> Json:
        return {
            "emoji": {"id": None, "name": emoji},
            "count": len(users),
            "count_details": {"burst": 0, "normal": len(users)},
            "burst_colors": [],
            "me_burst": False,
            "me": self._state.application.id in users,
        }

    def _component(self, one: Mapping[str, Any], files: Mapping[str, Json]) -> Json:
        wire = dict(one)
        for key in ("media", "file"):
            if key in one:
                wire[key] = self._media(one[key], files)
        if "file" in one:
            attached = files.get(one["file"]["url"].removeprefix(ATTACHED), {})
            wire |= {"name": attached.get("filename"), "size": attached.get("size")}
        if "items" in one:
            wire["items"] = [{**item, "media": self._media(item["media"], files)} for item in one["items"]]
        if "components" in one:
            wire["components"] = [self._component(each, files) for each in one["components"]]
        if "accessory" in one:
            wire["accessory"] = self._component(one["accessory"], files)
        return wire

    def _media(self, media: Mapping[str, Any], files: Mapping[str, Json]) -> Json:
        address = media["url"]
        attached = files.get(address.removeprefix(ATTACHED)) if address.startswith(ATTACHED) else None
        if attached is None:
            content = self._elsewhere.get(address)
            width, height = (picture_size(content) if content else None) or (None, None)
            return {
                "id": media.get("id", "0"),
                "url": address,
                "proxy_url": self._signer.address(external_path(address)) if content else address,
                "width": width,
                "height": height,
            }
        return {
            "id": attached["id"],
            "url": attached["url"],
            "proxy_url": attached["url"],
            "width": attached.get("width"),
            "height": attached.get("height"),
            "content_type": attached["content_type"],
            "attachment_id": attached["id"],
        }


def _embedded(filename: str, one: Message) -> bool:
    """Whether an embed shows this file: then it does not stand among the attachments."""
    address = ATTACHED + filename
    return any(
        (embed.get(key) or {}).get(part) == address
        for embed in one.embeds
        for key, part in (
            ("image", "url"),
            ("thumbnail", "url"),
            ("footer", "icon_url"),
            ("author", "icon_url"),
        )
    )


def _embed(embed: Mapping[str, Any], files: Mapping[str, Json]) -> Json:
    wire: Json = {"type": "rich"}
    wire |= {key: value for key, value in embed.items() if value is not None and key != "type"}
    for key, part in (
        ("image", "url"),
        ("thumbnail", "url"),
        ("footer", "icon_url"),
        ("author", "icon_url"),
    ):
        inner = wire.get(key)
        if inner and isinstance(inner.get(part), str) and inner[part].startswith(ATTACHED):
            attached = files.get(inner[part].removeprefix(ATTACHED))
            if attached is not None:
                wire[key] = {**inner, part: attached["url"], f"proxy_{part}": attached["url"]}
    return wire
