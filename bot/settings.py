"""The settings: one frozen value, read once, from `ESSAI_*` variables and a `.env` file."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import OperatorError

PREFIX = "ESSAI_"
ENV_FILE = Path(".env")


class Settings(BaseSettings):
    """Everything that an operator can set; times are in seconds."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    discord_token: SecretStr | None = Field(
        None, description="the bot's token, from Discord's developer portal"
    )
    database_url: SecretStr | None = Field(
        None, description="postgresql://user:password@host/name; empty for the embedded server"
    )
    data_dir: Path = Field(
        default_factory=lambda: user_data_path("essai", appauthor=False),
        description="folder of the embedded database and caches",
    )
    message_content: bool = Field(
        default=False,
        description="read what people write without a mention, to follow threads and to learn from them",
    )
    hub_endpoint: str = Field(
        "https://huggingface.co", pattern=r"^https?://", description="address of the Hub, or of a mirror"
    )
    hub_token: SecretStr | None = Field(
        None, description="a read token of the Hub, for a larger request quota"
    )
    hook_secret: SecretStr | None = Field(
        None, description="secret of the Hub's webhooks, in ASCII; empty: none are received"
    )
    hub_timeout_seconds: float = Field(
        20.0, ge=0.1, le=300, description="how long to wait for an answer of the Hub"
    )
    feed_seconds: float = Field(
        60.0, ge=0.1, le=3600, description="how often the newest repositories are read"
    )
    trending_seconds: float = Field(
        600.0, ge=0.1, le=86400, description="how often the trending repositories are read"
    )
    author_seconds: float = Field(
        60.0, ge=0.1, le=3600, description="least time between two looks at the same list of a watched author"
    )
    alert_seconds: float = Field(
        600.0, ge=0, le=86400, description="how long private news wait for others, to be one message"
    )
    papers_seconds: float = Field(600.0, ge=0.1, le=86400, description="how often the daily papers are read")
    revision_quiet_seconds: float = Field(
        600.0, ge=0.0, le=86400, description="several commits are told as one after so long without another"
    )
    job_heartbeat_seconds: float = Field(
        30.0, ge=0.5, le=600, description="after this silence a crashed worker's jobs are taken over"
    )
    sends_per_second: float = Field(
        45.0, ge=1, le=50, description="requests to Discord by all processes together; it allows 50"
    )
    web_host: str = Field("127.0.0.1", description="address of the health and metrics pages")
    web_port: int = Field(
        8610, ge=0, le=65535, description="port of the health and metrics pages; 0 for any free one"
    )
    public_url: str | None = Field(
        None, pattern=r"^https?://", description="address at which people reach the web port, told to them"
    )
    results_url: str | None = Field(
        None, pattern=r"^https?://", description="address of the Essai that `essai results import` sends to"
    )
    results_token: SecretStr | None = Field(
        None, description="your token for `essai results import`, from `/token make`"
    )
    model: str | None = Field(
        None, description="GGUF file of the local model, or the name of a pulled one; empty: what was chosen"
    )
    model_context: int = Field(
        4096, ge=1024, le=32768, description="tokens that a prompt and its answer may have together"
    )
    model_slots: int = Field(
        2, ge=1, le=16, description="people whom the local model answers at once; the others wait their turn"
    )
    model_threads: int = Field(
        0, ge=0, le=256, description="threads of the local model; 0: as many as there are cores"
    )
    model_memory_gb: float = Field(
        0, ge=0, le=4096, description="the local model's process is ended beyond that; 0: no limit"
    )
    model_catalogue: Path | None = Field(
        None, description="YAML file with models of your own for `essai model pull`"
    )
    llm_url: str | None = Field(
        None, pattern=r"^https?://", description="OpenAI-compatible server to ask in place of a local model"
    )
    llm_key: SecretStr | None = Field(None, description="key of that server")
    llm_model: str | None = Field(None, description="name of the model there; empty: the first one")
    embeddings_model: str | None = Field(
        None, description="folder of an embedding model, a pulled one, or its name at ESSAI_EMBEDDINGS_URL"
    )
    embeddings_url: str | None = Field(
        None, pattern=r"^https?://", description="OpenAI-compatible server to embed in place of a local model"
    )
    embeddings_key: SecretStr | None = Field(None, description="key of that server")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="least severe line that is logged"
    )
    log_format: Literal["console", "json"] = Field("console", description="json for production")


def load(env_file: Path | None = ENV_FILE) -> Settings:
    """Read the settings, or raise one OperatorError that tells all mistakes at once."""
    mistakes = _unknown_names(_origins(env_file))
    try:
        settings = Settings(_env_file=env_file)
    except ValidationError as error:
        mistakes += [_describe(detail) for detail in error.errors()]
    else:
        if not mistakes:
            return settings
    raise OperatorError("The settings have mistakes:\n" + "\n".join(f"  - {line}" for line in mistakes))


def discord_token_of(settings: Settings) -> str:
    """The bot's token. Raises OperatorError where none is set."""
    if settings.discord_token is None:
        raise OperatorError(
            "ESSAI_DISCORD_TOKEN is not set. Create an application in Discord's developer portal, and put "
            "its bot's token into the environment or into a file `.env`; the README says how."
        )
    return settings.discord_token.get_secret_value()


def hub_token_of(settings: Settings) -> str | None:
    """The Hub's token, where one is set."""
    return settings.hub_token.get_secret_value() if settings.hub_token else None


def describe(settings: Settings, env_file: Path | None = ENV_FILE) -> list[tuple[str, str, str]]:
    """Rows (variable, effective value with secrets hidden, where it comes from), in the class's order."""
    origins = _origins(env_file)
    return [
        (_variable(name), _shown(getattr(settings, name)), origins.get(name, "default"))
        for name in Settings.model_fields
    ]


def _origins(env_file: Path | None) -> dict[str, str]:
    """Where each given setting comes from, by field name; the environment wins over the file."""
    from_file = dotenv_values(env_file) if env_file is not None and env_file.is_file() else {}
    sources: tuple[tuple[Mapping[str, str | None], str], ...] = (
        (from_file, ".env"),
        (os.environ, "environment"),
    )
    return {
        name.removeprefix(PREFIX).lower(): where
        for source, where in sources
        for name, value in source.items()
        if name.startswith(PREFIX) and value
    }


def _unknown_names(names: Iterable[str]) -> list[str]:
    from rapidfuzz import process  # 3 MB that only a mistake needs

    lines = []
    for name in names:
        if name not in Settings.model_fields:
            best = process.extractOne(name, list(Settings.model_fields), score_cutoff=70)
            hint = f"did you mean {_variable(best[0])}?" if best else "`essai config` lists those that are"
            lines.append(f"{_variable(name)} is not a setting; {hint}")
    return lines


def _describe(detail: Any) -> str:
    name = str(detail["loc"][0])
    wanted = Settings.model_fields[name].description
    return f"{_variable(name)} ({wanted}): {detail['msg'].lower()}, got {detail['input']!r}"


def _variable(name: str) -> str:
    return PREFIX + name.upper()


def _shown(value: object) -> str:
    if value is None:
        return ""
    return "(hidden)" if isinstance(value, SecretStr) else str(value)
