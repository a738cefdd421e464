"""What a member sees in private before a notebook is public."""

from collections.abc import Sequence
from dataclasses import replace

from bot.message import Block, Button, Buttons, Message, Option, Panel, Select, Text
from bot.notebooks import controls, words
from bot.notebooks.findings import Decisions, Finding
from bot.notebooks.shared import Draft
from bot.texts import Language

# Findings at once: each takes three of the forty parts of a message.
AT_ONCE = 5


def preview(
    draft: Draft,
    post: Message,
    version: int,
    pictures: int,
    language: Language,
    page: int = 0,
    *,
    has_model: bool = False,
) -> Message:
    """The post as it would be, what was found with what is done about it, and the buttons."""
    shown = tuple(part for part in post.parts if not isinstance(part, Buttons | Panel))
    lines = ["### " + language.say("Nobody but you sees this yet.")]
    if version > 1:
        lines.append(
            language.say(
                "You have shared a notebook of this name already, so this becomes its version {number}.",
                number=version,
            )
        )
    parts: list[Block | Panel] = [Text("\n".join(lines)), Panel(shown)]
    if pictures:
        told = language.say_count(
            "With it comes {count} picture or chart: press **See it as everyone will**.",
            "With it come {count} pictures and charts: press **See it as everyone will**.",
            pictures,
        )
        parts.append(Text(f"-# {told}"))
    parts += _found(draft, page, language)
    buttons = _buttons(draft, page, language)
    if has_model and not draft.looked.facts.summarised_by:
        label = language.say("Let the model summarise it")
        buttons.insert(2, Button(label, controls.of_draft("summarise", draft.id)))
    parts.append(Buttons(tuple(buttons)))
    return Message(tuple(parts), private=True)


def being_summarised(shown: Message, language: Language) -> Message:
    """The preview while the language model reads: nothing can be pressed, so that nothing happens twice."""
    told = language.say("-# ⏳ My language model is reading the notebook …")
    return replace(shown, parts=(*shown.parts[:-1], Text(told)))


def _found(draft: Draft, page: int, language: Language) -> list[Block]:
    """What was found and what is taken out unasked; where its author gave a link, that all stands there."""
    looked = draft.looked
    notes = []
    if looked.cleaned_pictures:
        notes.append(_cleaned_pictures(looked.cleaned_pictures, language))
    if looked.files:
        notes.append(_files(looked.files, language))
    if looked.findings:
        parts = _findings(draft, looked.findings, page, language)
    elif notes:
        parts = [Text(language.say("In its texts I found nothing that should not become public."))]
    else:
        return [Text(language.say("I found nothing in it that should not become public."))]
    if draft.link:
        told = language.say(
            "What I mask or take out here still stands behind your link, where the post leads: take it out "
            "there too."
        )
        notes.append(told)
    return [*parts, *(Text(f"-# {told}") for told in notes)]


def _cleaned_pictures(count: int, language: Language) -> str:
    return language.say_count(
        "From {count} picture I take out what its file says besides: where, when and with what it was made.",
        "From {count} pictures I take out what their files say besides: where, when and with what they were "
        "made.",
        count,
    )


def _files(count: int, language: Language) -> str:
    return language.say_count(
        "I take out {count} file inside it that I cannot look through, such as a PDF, an archive or a film.",
        "I take out {count} files inside it that I cannot look through, such as PDFs, archives or films.",
        count,
    )


def _findings(draft: Draft, findings: Sequence[Finding], page: int, language: Language) -> list[Block]:
    told = language.say_count(
        "**{count} thing should perhaps not become public.** It is masked unless you decide otherwise.",
        "**{count} things should perhaps not become public.** They are masked unless you decide otherwise.",
        len(findings),
    )
    parts: list[Block] = [Text(told)]
    for one in findings[page * AT_ONCE : (page + 1) * AT_ONCE]:
        parts.append(Text(words.finding(one, language)))
        parts.append(_choice(draft.id, page, one, draft.decisions, language))
    return parts


def _choice(draft_id: int, page: int, one: Finding, decisions: Decisions, language: Language) -> Select:
    decided = decisions.get(one.number, "mask")
    options = [(language.say("Mask it"), "mask")]
    if one.is_in_output:
        options.append((language.say("Remove this output"), "remove"))
    options.append((language.say("It is harmless: leave it"), "harmless"))
    return Select(
        controls.decide(draft_id, page, one.number),
        language.say("What to do with it"),
        tuple(Option(label, value, is_chosen=value == decided) for label, value in options),
    )


def _buttons(draft: Draft, page: int, language: Language) -> list[Button]:
    pages = -(-len(draft.looked.findings) // AT_ONCE)
    buttons = [
        Button(language.say("Share"), controls.of_draft("publish", draft.id), "success"),
        Button(language.say("See it as everyone will"), controls.of_draft("see", draft.id)),
        Button(language.say("Cancel"), controls.of_draft("cancel", draft.id)),
    ]
    if page > 0:
        buttons.append(Button(language.say("Earlier ones"), controls.page(draft.id, page - 1)))
    if page + 1 < pages:
        buttons.append(Button(language.say("What else was found"), controls.page(draft.id, page + 1)))
    return buttons
