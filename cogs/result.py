"""`/result`: post a number, import files, take a result back."""

import discord
from discord import app_commands
from discord.ext import commands
from rapidfuzz import fuzz, process

from bot.chat.access import require_writer
from bot.chat.client import EssaiBot
from bot.chat.files import read_attachment
from bot.chat.person import guild_of, guild_value, language_of
from bot.chat.replies import answer, think
from bot.results import cards
from bot.results.amending import Amendment
from bot.results.benchmarks.registry import BENCHMARKS
from bot.results.limits import LARGEST_BYTES
from bot.results.reading import Upload
from bot.results.service import Place
from bot.results.typed import Typed
from bot.results.words import name_of
from bot.texts import mark

Interaction = discord.Interaction[EssaiBot]
Short = app_commands.Range[str, 1, 200]
Count = app_commands.Range[int, 0, 10_000_000]
Samples = app_commands.Range[int, 1, 10_000_000]


@app_commands.guild_only()
class Result(commands.GroupCog, group_name="result", group_description=mark("Benchmark results of members")):
    """The commands of members."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(description=mark("Post one number that you measured"))
    @app_commands.describe(
        model=mark("A model on the Hub, such as Qwen/Qwen3-8B, or any name"),
        benchmark=mark("What was measured, such as GSM8K or generation speed"),
        value=mark("The number, such as 75.7 %, 42.5 or 81.2 ± 0.6"),
        metric=mark("If it is not the usual one of the benchmark"),
        shots=mark("How many worked examples the model was shown"),
        samples=mark("How many questions or runs"),
        quantisation=mark("Such as Q4_K_M or AWQ"),
        hardware=mark("Such as RTX 4090"),
        engine=mark("Such as llama.cpp or vLLM"),
        revision=mark("The commit of the model on the Hub"),
    )
    async def post(
        self,
        interaction: Interaction,
        model: Short,
        benchmark: Short,
        value: Short,
        metric: Short | None = None,
        shots: Count | None = None,
        samples: Samples | None = None,
        quantisation: Short | None = None,
        hardware: Short | None = None,
        engine: Short | None = None,
        revision: Short | None = None,
    ) -> None:
        """Show in private what would be public."""
        place = place_of(interaction)
        await think(interaction)
        typed = Typed(benchmark, value, metric, shots, samples, quantisation, hardware, engine)
        language, service = language_of(interaction), self._bot.services.results
        await answer(interaction, await service.preview_typed(place, model, revision, typed, language))

    @app_commands.command(name="import", description=mark("Post what files of a benchmark hold"))
    @app_commands.describe(
        file=mark("What the benchmark wrote: JSON, CSV, Markdown, log, .eval or a zip archive of them"),
        file2=mark("One more file"),
        file3=mark("One more file"),
        file4=mark("One more file"),
        file5=mark("One more file"),
    )
    async def read_files(
        self,
        interaction: Interaction,
        file: discord.Attachment,
        file2: discord.Attachment | None = None,
        file3: discord.Attachment | None = None,
        file4: discord.Attachment | None = None,
        file5: discord.Attachment | None = None,
    ) -> None:
        """Show in private what was read, what was taken out, and what is odd."""
        place = place_of(interaction)
        await think(interaction)
        attached = [one for one in (file, file2, file3, file4, file5) if one is not None]
        uploads = [Upload(one.filename, await read_attachment(one, LARGEST_BYTES)) for one in attached]
        service = self._bot.services.results
        await answer(interaction, await service.preview_files(place, uploads, language_of(interaction)))

    @app_commands.command(description=mark("Take back a result that you posted"))
    @app_commands.describe(
        result=mark("Which of your results"),
        whole_post=mark("Also all others that you posted together with it"),
        only_scores=mark("Only the scores of its samples; the result stays"),
    )
    async def withdraw(
        self, interaction: Interaction, result: int, whole_post: bool = False, only_scores: bool = False
    ) -> None:
        """Take one's own result back."""
        await think(interaction)
        care, language = self._bot.services.result_care, language_of(interaction)
        if only_scores:
            withdraw = care.withdraw_scores
        else:
            withdraw = care.withdraw_post if whole_post else care.withdraw
        done = withdraw(guild_of(interaction).id, interaction.user.id, result, language)
        await answer(interaction, await done)

    @app_commands.command(
        description=mark("Correct a result that you posted; what it said before stays visible")
    )
    @app_commands.describe(
        result=mark("Which of your results"),
        value=mark("The right number, such as 75.7 %, 42.5 or 81.2 ± 0.6"),
        samples=mark("How many questions or runs"),
        shots=mark("How many worked examples the model was shown"),
        quantisation=mark("Such as Q4_K_M or AWQ"),
        hardware=mark("Such as RTX 4090"),
        engine=mark("Such as llama.cpp or vLLM"),
        revision=mark("The commit of the model on the Hub"),
        note=mark("Why, for everyone to read"),
    )
    async def amend(
        self,
        interaction: Interaction,
        result: int,
        value: Short | None = None,
        samples: Samples | None = None,
        shots: Count | None = None,
        quantisation: Short | None = None,
        hardware: Short | None = None,
        engine: Short | None = None,
        revision: Short | None = None,
        note: Short | None = None,
    ) -> None:
        """Correct one's own result."""
        await think(interaction)
        wanted = Amendment(value, samples, shots, quantisation, hardware, engine, revision)
        service, language = self._bot.services.result_care, language_of(interaction)
        guild_id, user_id = guild_of(interaction).id, interaction.user.id
        await answer(interaction, await service.amend(guild_id, user_id, result, wanted, note, language))

    @app_commands.command(description=mark("Say in public why a result may be wrong"))
    @app_commands.describe(
        result=mark("Which result, by its model or benchmark"), reason=mark("Why, for everyone to read")
    )
    async def dispute(self, interaction: Interaction, result: int, reason: Short) -> None:
        """Doubt somebody's result."""
        await think(interaction)
        service, language = self._bot.services.result_care, language_of(interaction)
        guild_id, user_id = guild_of(interaction).id, interaction.user.id
        await answer(interaction, await service.dispute(guild_id, user_id, result, reason, language))

    @post.autocomplete("model")
    async def complete_model(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Models that have results here."""
        return await models_here(interaction, typed)

    @post.autocomplete("benchmark")
    async def complete_benchmark(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Benchmarks whose name is like what is typed."""
        return await benchmarks_here(interaction, typed)

    @app_commands.command(description=mark("Ask the moderators to look at a result; nobody else sees it"))
    @app_commands.describe(
        result=mark("Which result, by its model or benchmark"), reason=mark("What is wrong with it")
    )
    async def report(self, interaction: Interaction, result: int, reason: Short) -> None:
        """Tell moderators only."""
        await think(interaction)
        service, language = self._bot.services.moderation, language_of(interaction)
        guild_id, user_id = guild_of(interaction).id, interaction.user.id
        await answer(interaction, await service.report(guild_id, user_id, result, reason, language))

    @withdraw.autocomplete("result")
    @amend.autocomplete("result")
    async def complete_own(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
        """The person's own results."""
        language = language_of(interaction)
        care, guild_id = self._bot.services.result_care, guild_of(interaction).id
        found = await care.mine(guild_id, interaction.user.id, typed, language)
        return [app_commands.Choice(name=cards.label(one, language), value=one.id) for one in found]

    @dispute.autocomplete("result")
    @report.autocomplete("result")
    async def complete_any(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
        """Everybody's public results."""
        return await results_like(interaction, typed)


async def models_here(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Models that have results in the server of an interaction."""
    names = await interaction.client.services.results.model_names(guild_of(interaction).id, typed.strip())
    return [app_commands.Choice(name=name[:100], value=name[:100]) for name in names]


async def benchmarks_here(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Benchmarks whose name or id is like what is typed, the likeliest first; the server's own ones too."""
    words = await interaction.client.services.benchmarks.vocabulary(guild_of(interaction).id)
    language = language_of(interaction)
    named = {one.id: f"{one.name} ({one.id})" for one in words.own.values()}
    named |= {one.id: f"{name_of(one, language)} ({one.id})" for one in BENCHMARKS}
    if not typed.strip():
        found = list(named)[:25]
    else:
        likely = process.extract(typed, named, scorer=fuzz.WRatio, processor=str.lower, limit=25)
        found = [key for _, score, key in likely if score >= 60]
    return [app_commands.Choice(name=named[one][:100], value=one) for one in found]


async def results_like(interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
    """Public results of models or benchmarks whose name holds what is typed, the newest first."""
    care, language = interaction.client.services.result_care, language_of(interaction)
    found = await care.anybodys(guild_of(interaction).id, typed.strip())
    return [app_commands.Choice(name=cards.label(one, language), value=one.id) for one in found]


def place_of(interaction: Interaction) -> Place:
    """Where the results would be posted. Raises NotAllowed when the bot or the person cannot write there."""
    guild = guild_of(interaction)
    channel_id = interaction.channel_id or 0
    require_writer(interaction.user, guild.get_channel_or_thread(channel_id), language_of(interaction))
    return Place(guild_value(guild), interaction.user.id, channel_id)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Result(bot))
