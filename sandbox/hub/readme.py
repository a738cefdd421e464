"""The README.md of a repository: its card's front matter, and a short text of our own."""

from typing import Final

import yaml

from sandbox.hub.model import Repository

README: Final = "README.md"


def readme(repository: Repository) -> str | None:
    """The whole file, or None where a repository has none."""
    if repository.body is None:
        return None
    if not repository.card_data:
        return repository.body
    front = yaml.safe_dump(repository.card_data, sort_keys=False, allow_unicode=True)
    return f"---\n{front}---\n\n{repository.body}"


def split(text: str) -> tuple[dict[str, object], str]:
    """A README's front matter and the rest of it; front matter that is not a mapping stays text."""
    if not text.startswith("---\n") or "\n---\n" not in text[3:]:
        return {}, text
    front, body = text[4:].split("\n---\n", 1)
    data = yaml.safe_load(front)
    return (data, body.lstrip("\n")) if isinstance(data, dict) else ({}, text)


def body(repository: Repository) -> str:
    """A short card: the name, what it is in one sentence, and its figures."""
    name = repository.id.split("/")[-1].replace("-", " ")
    lines = [f"# {name}", "", repository.summary or f"{name} is a {repository.kind} by {repository.author}."]
    figures = _figures(repository)
    if figures:
        lines += ["", "## At a glance", "", "| | |", "|---|---|"]
        lines += [f"| {label} | {value} |" for label, value in figures]
    lines += [
        "",
        "## About this page",
        "",
        "This repository lives on a local Hub for trials: its weights are not here.",
        "",
    ]
    return "\n".join(lines)


def _figures(repository: Repository) -> list[tuple[str, str]]:
    total = sum(repository.parameters.values()) or (repository.gguf or {}).get("total", 0)
    card = repository.card_data
    figures = {
        "Parameters": f"{total / 1e9:.2f} billion" if total else "",
        "Task": repository.pipeline_tag or "",
        "Licence": str(card.get("license_name") or card.get("license") or ""),
        "Made from": str(card.get("base_model") or ""),
    }
    return [(label, value) for label, value in figures.items() if value]
