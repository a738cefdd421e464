"""The panel in which a watch is set up: three pages, each with its choices, over what holds now."""

from collections.abc import Sequence

from bot.markdown import literal
from bot.message import (
    Block,
    Button,
    Buttons,
    Divider,
    Facts,
    Message,
    Option,
    Panel,
    Picker,
    Select,
    Text,
)
from bot.releases import controls
from bot.releases.backtest import Backtest
from bot.releases.controls import Page
from bot.releases.model import Plan
from bot.releases.place import MOST_TAGS, Place
from bot.releases.plan_words import plan_in_words
from bot.releases.source_words import source_name
from bot.releases.sources import kinds_of
from bot.releases.store.drafts import Draft
from bot.releases.timing_cards import timing_selects
from bot.releases.typed import PAUSES
from bot.releases.watch_cards import PANEL_COLOUR, all_posts_button, channel, past_in_words
from bot.releases.wording import ACCESSES, ORIGINS, PAUSE_NAMES, RELATIONS
from bot.releases.wording import KINDS as KIND_NAMES
from bot.texts import Language, mark

PAGES: dict[Page, str] = {"what": mark("What"), "where": mark("Where and whom"), "when": mark("When")}


def draft_panel(draft: Draft, past: Backtest, place: Place, page: Page, language: Language) -> Message:
    """One page of the panel, with what the whole watch would have brought."""
    plan = draft.plans[0]
    hint = language.say("Nothing is saved before you press the green button.")
    blocks: list[Block] = [
        Text(f"### {literal(source_name(plan.source, language))} → {channel(plan.channel_id)}\n{hint}")
    ]
    rows = plan_in_words(plan, language, place)
    if rows:
        blocks.append(Facts(tuple(rows)))
    blocks += [
        Divider(),
        Text(past_in_words(past, draft, language, is_short=page != "what")),
        _pages(draft, page, language),
        *_BLOCKS[page](draft, plan, place, language),
        _end(draft, past, language),
    ]
    return Message((Panel(tuple(blocks), PANEL_COLOUR),), private=True)


def _pages(draft: Draft, shown: Page, language: Language) -> Buttons:
    return Buttons(
        tuple(
            Button(
                language.say(name),
                controls.draft(draft.id, f"page-{page}"),
                "primary" if page == shown else "secondary",
            )
            for page, name in PAGES.items()
        )
    )


def _end(draft: Draft, past: Backtest, language: Language) -> Buttons:
    save = language.say("Watch") if draft.watch_id is None else language.say("Save")
    return Buttons(
        (
            Button(save, controls.draft(draft.id, "save"), "success"),
            Button(language.say("Cancel"), controls.CANCEL),
            *all_posts_button(past, draft, language),
        )
    )


def _what(draft: Draft, plan: Plan, _place: Place, language: Language) -> list[Block]:
    filters = plan.filters
    choice = kinds_of(plan.source)
    kinds = _options([(kind, KIND_NAMES[kind]) for kind in choice], plan.kinds, language)
    origins = _options(list(ORIGINS.items()), [filters.origin], language)
    accesses = _options(list(ACCESSES.items()), [filters.access], language)
    forms = (
        ("names", language.say("Names and size")),
        ("facts", language.say("Task, licence, language")),
        ("likes", language.say("Likes")),
    )
    of_kinds = Select(controls.draft(draft.id, "kinds"), language.say("Kinds"), kinds, most=len(kinds))
    return [
        *([of_kinds] if len(choice) > 1 else []),
        _relations(
            draft,
            "relations",
            language.say("How models came about: all, if you choose nothing"),
            filters.relations,
            language,
        ),
        Select(controls.draft(draft.id, "origin"), language.say("Made from"), origins),
        Select(controls.draft(draft.id, "access"), language.say("Access"), accesses),
        Buttons(tuple(Button(name, controls.draft(draft.id, form)) for form, name in forms)),
    ]


def _where(draft: Draft, plan: Plan, place: Place, language: Language) -> list[Block]:
    posting = plan.posting
    blocks: list[Block] = []
    if place.sort == "announcement":
        names = [("no", mark("stays in this channel")), ("yes", mark("goes on to the channels that follow"))]
        options = _options(names, ["yes" if posting.crosspost else "no"], language)
        blocks.append(Select(controls.draft(draft.id, "crosspost"), language.say("Followers"), options))
    if place.tags:
        tags = tuple(Option(tag.name, str(tag.id), tag.id in posting.tags) for tag in place.tags)
        most = min(MOST_TAGS, len(tags))
        placeholder = language.say("Tags of the posts in this forum")
        least = 1 if place.needs_tag else 0
        blocks.append(Select(controls.draft(draft.id, "tags"), placeholder, tags, least, most))
    return blocks + _whom(draft, plan, language)


def _whom(draft: Draft, plan: Plan, language: Language) -> list[Block]:
    mention = plan.posting.mention
    chosen = None if mention is None or mention.is_gone else mention.role_id
    role = Picker(
        controls.draft(draft.id, "role"),
        language.say("A role to call: none"),
        "roles",
        () if chosen is None else (chosen,),
    )
    if chosen is None or mention is None:
        return [role]
    placeholder = language.say("Call it only for: all, if you choose nothing")
    names = Button(
        language.say("Call it only for some names and sizes"), controls.draft(draft.id, "called_names")
    )
    called = _relations(draft, "called", placeholder, mention.filters.relations, language)
    return [role, called, Buttons((names,))]


def _when(draft: Draft, plan: Plan, _place: Place, language: Language) -> list[Block]:
    options = _options([(name, PAUSE_NAMES[name]) for name in PAUSES], (), language)
    pause = Select(controls.draft(draft.id, "pause"), language.say("Announce nothing for a while"), options)
    return [*timing_selects(draft.id, plan.timing, draft.time_zone, language), pause]


_BLOCKS = {"what": _what, "where": _where, "when": _when}


def _relations(
    draft: Draft, field: str, placeholder: str, chosen: Sequence[str], language: Language
) -> Select:
    options = _options(list(RELATIONS.items()), chosen, language)
    return Select(controls.draft(draft.id, field), placeholder, options, least=0, most=len(options))


def _options(
    names: Sequence[tuple[str, str]], chosen: Sequence[str], language: Language
) -> tuple[Option, ...]:
    return tuple(Option(language.say(name), value, value in chosen) for value, name in names)
