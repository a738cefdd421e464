from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.settings import Settings, describe, load


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ESSAI_{name.upper()}", raising=False)


def test_all_mistakes_are_told_at_once_with_the_name_of_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESSAI_WEB_PORT", "eighty")
    monkeypatch.setenv("ESSAI_FEED_SECONDS", "-1")
    monkeypatch.setenv("ESSAI_DISCORD_TOKN", "x")
    with pytest.raises(OperatorError) as caught:
        load(env_file=None)
    told = str(caught.value)
    assert "ESSAI_WEB_PORT" in told
    assert "'eighty'" in told
    assert "ESSAI_FEED_SECONDS" in told
    assert "ESSAI_DISCORD_TOKN is not a setting; did you mean ESSAI_DISCORD_TOKEN?" in told


def test_the_environment_wins_over_the_file_and_each_value_tells_its_origin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ".env"
    file.write_text("ESSAI_WEB_PORT=9000\nESSAI_LOG_LEVEL=DEBUG\nESSAI_HUB_TOKEN=hf_secret\n")
    monkeypatch.setenv("ESSAI_WEB_PORT", "9001")
    settings = load(file)
    assert (settings.web_port, settings.log_level) == (9001, "DEBUG")
    rows = {name: (value, origin) for name, value, origin in describe(settings, file)}
    assert rows["ESSAI_WEB_PORT"] == ("9001", "environment")
    assert rows["ESSAI_LOG_LEVEL"] == ("DEBUG", ".env")
    assert rows["ESSAI_HUB_TOKEN"] == ("(hidden)", ".env")
    assert rows["ESSAI_FEED_SECONDS"] == ("60.0", "default")


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESSAI_DATABASE_URL", "")
    settings = load(env_file=None)
    assert settings.database_url is None
    assert {origin for _, _, origin in describe(settings, None)} == {"default"}


def test_settings_cannot_be_changed() -> None:
    settings = load(env_file=None)
    with pytest.raises(ValueError, match="frozen"):
        settings.web_port = 1  # type: ignore[misc]
