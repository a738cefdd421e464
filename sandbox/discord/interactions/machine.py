"""The life of interactions: three seconds to answer, fifteen minutes to follow up."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.discord.acts import components as kept_components
from sandbox.discord.acts import messages as acts
from sandbox.discord.acts.files import Upload
from sandbox.discord.acts.messages import Draft
from sandbox.discord.core import Core
from sandbox.discord.errors import (
    ALREADY_ACKNOWLEDGED,
    INVALID_WEBHOOK_TOKEN,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    ApiError,
)
from sandbox.discord.interactions.model import Callback, Interaction, Kind
from sandbox.discord.interactions.payloads import event_of
from sandbox.discord.interactions.views import seen
from sandbox.discord.model import Channel, Flag, Message, MessageType
from sandbox.discord.rules import interactions as rules
from sandbox.discord.rules import messages as message_rules

NO_ANSWER = "The application did not respond"
FOR_COMMANDS = {Callback.MESSAGE, Callback.DEFERRED_MESSAGE, Callback.MODAL}
FOR_COMPONENTS = FOR_COMMANDS | {Callback.DEFERRED_UPDATE, Callback.UPDATE}
ALLOWED: dict[Kind, set[Callback]] = {
    Kind.COMMAND: FOR_COMMANDS,
    Kind.COMPONENT: FOR_COMPONENTS,
    Kind.AUTOCOMPLETE: {Callback.CHOICES},
    Kind.MODAL: FOR_COMPONENTS - {Callback.MODAL},
}


class Interactions:
    """All interactions of the last fifteen minutes."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._by_id: dict[int, Interaction] = {}
        self._by_token: dict[str, Interaction] = {}

    def get(self, interaction_id: int) -> Interaction | None:
        """One interaction, or None when there is none or it is over."""
        return self._by_id.get(interaction_id)

    def open(
        self,
        kind: Kind,
        user_id: int,
        channel: Channel,
        name: str,
        data: Mapping[str, Any],
        *,
        source: Message | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> Interaction:
        """Begin an interaction and send it to the bot."""
        now = self._core.clock.time()
        number = self._core.snowflakes.next()
        interaction = Interaction(
            id=number,
            token=secrets.token_urlsafe(96),
            kind=kind,
            user_id=user_id,
            channel_id=channel.id,
            guild_id=channel.guild_id,
            name=name,
            created_at=now,
            metadata={"id": number, "type": int(kind), "user_id": user_id, **(metadata or {})},
            source_id=source.id if source is not None else None,
        )
        interaction.metadata["owners"] = {"0": str(channel.guild_id or 0)}
        self._by_id[number] = self._by_token[interaction.token] = interaction
        limits = self._core.limits
        self._core.deadlines.at(now + limits.first_answer_seconds, lambda: self._first_deadline(interaction))
        self._core.deadlines.at(now + limits.token_seconds, lambda: self._last_deadline(interaction))
        event = event_of(self._core, interaction, channel, data, source)
        self._core.events.publish(event)
        return interaction

    def fail_all(self) -> None:
        """Give up on all that somebody still waits for."""
        for interaction in tuple(self._by_id.values()):
            if not interaction.settled.is_set():
                self.fail(interaction, NO_ANSWER)

    def fail(self, interaction: Interaction, error: str) -> None:
        """Give up on an interaction."""
        interaction.error = error
        interaction.settle("failed")
        self._tell(interaction)

    def _first_deadline(self, interaction: Interaction) -> None:
        if interaction.callback is None and interaction.state == "pending":
            self.fail(interaction, NO_ANSWER)

    def _last_deadline(self, interaction: Interaction) -> None:
        del self._by_token[interaction.token]
        del self._by_id[interaction.id]
        if interaction.state == "deferred":
            self.fail(interaction, NO_ANSWER)

    def answer(
        self, interaction_id: int, token: str, body: Any, uploads: Sequence[Upload]
    ) -> tuple[Interaction, Message | None]:
        """The bot's first answer; the interaction and the message it wrote or changed, if any."""
        interaction = self._by_id.get(interaction_id)
        if interaction is None or interaction.token != token or interaction.state == "failed":
            raise ApiError(UNKNOWN_INTERACTION)
        if interaction.callback is None and self._age(interaction) > self._core.limits.first_answer_seconds:
            raise ApiError(UNKNOWN_INTERACTION)
        if interaction.callback is not None:
            raise ApiError(ALREADY_ACKNOWLEDGED)
        callback = rules.check_callback(body, self._allowed(interaction))
        data = body.get("data") or {}
        message = self._apply(interaction, callback, data, uploads)
        interaction.callback = callback
        self._tell(interaction)
        return interaction, message

    def _age(self, interaction: Interaction) -> float:
        return self._core.clock.time() - interaction.created_at

    @staticmethod
    def _allowed(interaction: Interaction) -> set[Callback]:
        allowed = ALLOWED[interaction.kind]
        if interaction.kind == Kind.MODAL and interaction.source_id is None:
            return allowed - {Callback.DEFERRED_UPDATE, Callback.UPDATE}
        return allowed

    def _apply(
        self, interaction: Interaction, callback: Callback, data: Mapping[str, Any], uploads: Sequence[Upload]
    ) -> Message | None:
        if callback == Callback.MESSAGE:
            return self._reply(interaction, data, uploads)
        if callback == Callback.DEFERRED_MESSAGE:
            return self._think(interaction, data)
        if callback == Callback.DEFERRED_UPDATE:
            interaction.original_id = interaction.source_id
            interaction.settle("updated")
            return None
        if callback == Callback.UPDATE:
            return self._update(interaction, data, uploads)
        if callback == Callback.CHOICES:
            interaction.choices = list(data.get("choices") or [])
        else:
            modal = dict(data)
            modal["components"] = kept_components.kept(data["components"])
            interaction.modal = modal
        interaction.settle("modal" if callback == Callback.MODAL else "answered")
        return None

    def _reply(self, interaction: Interaction, data: Mapping[str, Any], uploads: Sequence[Upload]) -> Message:
        _refuse_empty(data, uploads)
        message = self._post(interaction, data, uploads)
        interaction.original_id = message.id
        interaction.settle("answered")
        return message

    def _think(self, interaction: Interaction, data: Mapping[str, Any]) -> Message:
        ephemeral = (data.get("flags") or 0) & Flag.EPHEMERAL
        message = self._post(interaction, {"flags": ephemeral}, (), flags=Flag.LOADING)
        interaction.original_id = message.id
        interaction.loading = True
        interaction.settle("deferred")
        return message

    def _update(
        self, interaction: Interaction, data: Mapping[str, Any], uploads: Sequence[Upload]
    ) -> Message:
        interaction.original_id = interaction.source_id
        message = self.original(interaction)
        self.edit(interaction, message, data, uploads, "update")
        interaction.settle("updated")
        return message

    def _post(
        self,
        interaction: Interaction,
        body: Mapping[str, Any],
        uploads: Sequence[Upload],
        *,
        flags: int = 0,
        answers: int | None = None,
    ) -> Message:
        """Write a message of the interaction; a followup `answers` the first one."""
        state = self._core.state
        channel = state.channels[interaction.channel_id]
        referred = answers or interaction.source_id
        metadata = interaction.metadata
        if answers is not None:
            metadata = {**metadata, "original_response_message_id": answers}
        draft = Draft(
            author_id=state.application.id,
            body=body,
            uploads=uploads,
            type=MessageType.REPLY if answers is not None else _message_type(interaction),
            flags=flags,
            reference=None if referred is None else self._reference(channel, referred),
            interaction=metadata,
            ephemeral_for=interaction.user_id if (body.get("flags") or 0) & Flag.EPHEMERAL else None,
            application_id=state.application.id,
            webhook_id=state.application.id,
        )
        return acts.post(self._core, channel, draft)

    @staticmethod
    def _reference(channel: Channel, message_id: int) -> dict[str, Any]:
        return {"guild_id": channel.guild_id, "channel_id": channel.id, "message_id": message_id}

    def by_token(self, application_id: int, token: str) -> Interaction:
        """The interaction that a followup belongs to; only one that was answered has a webhook."""
        if application_id != self._core.state.application.id:
            raise ApiError(UNKNOWN_WEBHOOK)
        interaction = self._by_token.get(token)
        # The clock is asked as well: a deadline's own task may come a moment after the clock was moved.
        if interaction is None or self._age(interaction) >= self._core.limits.token_seconds:
            raise ApiError(INVALID_WEBHOOK_TOKEN)
        if interaction.callback in {None, Callback.CHOICES}:
            raise ApiError(UNKNOWN_WEBHOOK)
        return interaction

    def original(self, interaction: Interaction) -> Message:
        """The message that is the answer."""
        return self.message(interaction, interaction.original_id or 0)

    def message(self, interaction: Interaction, message_id: int) -> Message:
        """The answer or one of the followups."""
        found = self._core.state.message(interaction.channel_id, message_id)
        if found is None or message_id not in {interaction.original_id, *interaction.followup_ids}:
            raise ApiError(UNKNOWN_MESSAGE)
        return found

    def follow_up(
        self, interaction: Interaction, body: Mapping[str, Any], uploads: Sequence[Upload]
    ) -> Message:
        """One more message; the first one after "thinking" takes that message's place."""
        _refuse_empty(body, uploads)
        if interaction.loading:
            message = self.original(interaction)
            changed = {key: value for key, value in body.items() if key != "tts"}
            self.edit(interaction, message, changed, uploads, "webhook")
            return message
        message = self._post(interaction, body, uploads, answers=interaction.original_id)
        interaction.followup_ids.append(message.id)
        self._tell(interaction)
        return message

    def edit(
        self,
        interaction: Interaction,
        message: Message,
        body: Mapping[str, Any],
        uploads: Sequence[Upload],
        way: message_rules.Way,
    ) -> None:
        """Change a message of the interaction; "thinking" is over when it was the answer."""
        layout = bool(message.flags & Flag.COMPONENTS_V2)
        message_rules.check(body, way, layout=layout, below="data" if way == "update" else None)
        acts.edit_checked(self._core, message, body, uploads)
        if interaction.loading and message.id == interaction.original_id:
            interaction.loading = False
            interaction.settle("answered")
        self._tell(interaction)

    def delete(self, interaction: Interaction, message: Message) -> None:
        """Delete a message of the interaction."""
        acts.delete(self._core, message)
        if interaction.loading and message.id == interaction.original_id:
            interaction.loading = False
            interaction.settle("answered")
        self._tell(interaction)

    def _tell(self, interaction: Interaction) -> None:
        data = seen(self._core, interaction)
        self._core.publish(
            "INTERACTION_STATE", data, channel_id=interaction.channel_id, only_for=interaction.user_id
        )


def _message_type(interaction: Interaction) -> MessageType:
    if interaction.kind != Kind.COMMAND:
        return MessageType.REPLY if interaction.source_id is not None else MessageType.DEFAULT
    slash = interaction.metadata.get("command_type") == 1
    return MessageType.CHAT_INPUT_COMMAND if slash else MessageType.CONTEXT_MENU_COMMAND


def _refuse_empty(body: Mapping[str, Any], uploads: Sequence[Upload]) -> None:
    message_rules.check_not_empty(
        content=body.get("content") or "",
        embeds=body.get("embeds"),
        components_=body.get("components"),
        files=uploads,
    )
