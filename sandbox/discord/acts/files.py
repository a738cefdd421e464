"""The files of messages: kept, described, replaced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sandbox.discord.core import Core
from sandbox.discord.files import kind_of, picture_size
from sandbox.discord.model import Attachment, Channel, Message
from sandbox.discord.rules import messages as rules
from sandbox.discord.snowflakes import read_snowflake


@dataclass(frozen=True)
class Upload:
    """A file that came with a request, under the number of its `files[n]` part."""

    number: int
    filename: str
    content_type: str | None
    content: bytes


def attach_all(
    core: Core, channel: Channel, body: Mapping[str, Any], uploads: Sequence[Upload]
) -> list[Attachment]:
    """Keep the files of a new message, with what its body says of them."""
    rules.check_files([len(upload.content) for upload in uploads], core.state.largest_file(channel))
    described = {read_snowflake(each["id"]): each for each in body.get("attachments") or []}
    numbers = {upload.number for upload in uploads}
    for index, number in enumerate(described):
        if number not in numbers:
            raise rules.wrong(
                ("attachments", index, "id"), "ATTACHMENT_NOT_FOUND", "No file has this number."
            )
    return [keep(core, channel.id, upload, described.get(upload.number, {})) for upload in uploads]


def keep(core: Core, channel_id: int, upload: Upload, told: Mapping[str, Any]) -> Attachment:
    """Keep the bytes of a file and describe it."""
    size = picture_size(upload.content)
    filename = (told.get("filename") or upload.filename).replace(" ", "_")
    attachment = Attachment(
        id=core.snowflakes.next(),
        channel_id=channel_id,
        filename=filename,
        size=len(upload.content),
        content_type=kind_of(filename, upload.content_type),
        width=size[0] if size else None,
        height=size[1] if size else None,
        description=told.get("description"),
        title=told.get("title"),
    )
    core.state.files[attachment.id] = upload.content
    return attachment


def edit_attachments(
    core: Core, channel: Channel, message: Message, body: Mapping[str, Any], uploads: Sequence[Upload]
) -> None:
    """Keep, describe anew, drop and add files as an edit says."""
    existing = {each.id: each for each in message.attachments}
    if body.get("attachments") is None:
        keep = list(existing.values()) if "attachments" not in body else []
        message.attachments = keep + attach_all(core, channel, {}, uploads)
        return
    told = {read_snowflake(each["id"]) or 0: each for each in body["attachments"]}
    kept = [
        replace(existing[number], **{key: each[key] for key in ("description", "title") if key in each})
        for number, each in told.items()
        if number in existing
    ]
    new = {"attachments": [each for number, each in told.items() if number not in existing]}
    for number in existing.keys() - told.keys():
        core.state.files.pop(number, None)
    message.attachments = kept + attach_all(core, channel, new, uploads)


def uploads_of(core: Core, message: Message) -> list[Upload]:
    """The files of `message`, to be written once more elsewhere."""
    return [
        Upload(number, each.filename, each.content_type, core.state.files.get(each.id, b""))
        for number, each in enumerate(message.attachments)
    ]
