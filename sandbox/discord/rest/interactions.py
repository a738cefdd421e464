"""Answers to interactions, and the webhook each one has for a quarter of an hour."""

from sandbox.discord.interactions.machine import Interactions
from sandbox.discord.interactions.model import Callback, Interaction
from sandbox.discord.model import Flag, Message
from sandbox.discord.rest.endpoint import NO_CONTENT, Answer, Call, Endpoint
from sandbox.discord.rules import messages as rules
from sandbox.discord.wire.basics import Json

BUCKET = "webhook"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = WEBHOOK + "/messages/@original"
FOLLOWUP = WEBHOOK + "/messages/{message_id}"


def endpoints(interactions: Interactions) -> list[Endpoint]:
    """The endpoints. Discord ties none of them to the global limit."""
    answers = _Answers(interactions)
    thread = frozenset({"thread_id"})
    edits = frozenset({"thread_id", "with_components"})
    found = [
        Endpoint(
            "POST",
            CALLBACK,
            answers.callback,
            token=True,
            unlimited=True,
            queries=frozenset({"with_response"}),
        ),
        Endpoint("POST", WEBHOOK, answers.follow_up, BUCKET, token=True, queries=edits | {"wait"}),
    ]
    for path in (ORIGINAL, FOLLOWUP):
        found += [
            Endpoint("GET", path, answers.read, BUCKET, token=True, queries=thread),
            Endpoint("PATCH", path, answers.edit, BUCKET, token=True, queries=edits),
            Endpoint("DELETE", path, answers.delete, BUCKET, token=True, queries=thread),
        ]
    return found


class _Answers:
    """The handlers."""

    def __init__(self, interactions: Interactions) -> None:
        self._interactions = interactions

    def callback(self, call: Call) -> Answer:
        token = call.params["interaction_token"]
        interaction, message = self._interactions.answer(
            call.id("interaction_id"), token, call.body, call.uploads
        )
        if not call.query_flag("with_response"):
            return NO_CONTENT
        return Answer(_callback_response(call, interaction, message))

    def _of(self, call: Call) -> Interaction:
        return self._interactions.by_token(call.id("webhook_id"), call.params["webhook_token"])

    def _found(self, call: Call) -> tuple[Interaction, Message]:
        interaction = self._of(call)
        if "message_id" in call.params:
            return interaction, self._interactions.message(interaction, call.id("message_id"))
        return interaction, self._interactions.original(interaction)

    def follow_up(self, call: Call) -> Json:
        # Other webhooks answer 204 unless `wait` is given; an interaction's always waits.
        body = {} if call.body is None else call.body
        rules.check(body, "webhook")
        return call.core.wire.message(self._interactions.follow_up(self._of(call), body, call.uploads))

    def read(self, call: Call) -> Json:
        return call.core.wire.message(self._found(call)[1])

    def edit(self, call: Call) -> Json:
        interaction, message = self._found(call)
        body = {} if call.body is None else call.body
        self._interactions.edit(interaction, message, body, call.uploads, "webhook_edit")
        return call.core.wire.message(message)

    def delete(self, call: Call) -> Answer:
        self._interactions.delete(*self._found(call))
        return NO_CONTENT


def _callback_response(call: Call, interaction: Interaction, message: Message | None) -> Json:
    told: Json = {"id": str(interaction.id), "type": int(interaction.kind)}
    response: Json = {"interaction": told}
    if message is not None:
        told |= {
            "response_message_id": str(message.id),
            "response_message_loading": bool(message.flags & Flag.LOADING),
            "response_message_ephemeral": message.ephemeral_for is not None,
        }
    if message is not None and interaction.callback in {Callback.MESSAGE, Callback.UPDATE}:
        wire = call.core.wire.message(message)
        response["resource"] = {"type": int(interaction.callback), "message": wire}
    return response
