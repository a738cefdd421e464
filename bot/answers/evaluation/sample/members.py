"""What members of the invented community did: results, notebooks, and short reports of what they tried."""

import math
from collections.abc import Iterator
from typing import Final

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from bot.answers.evaluation.sample.item import Item, day, number, pick, read, slug
from bot.answers.evaluation.sample.models import Model, models
from bot.answers.model import Source
from bot.answers.pieces import Piece
from bot.results.benchmarks.registry import by_id

_BENCHMARKS: Final = (
    *("gsm8k", "mmlu", "mmlu_pro", "ifeval", "humaneval", "mbpp", "hellaswag", "arc_challenge", "bbh"),
    *("truthfulqa_mc2", "winogrande", "fquad", "belebele", "mgsm", "generation_speed"),
)
_SHOTS: Final = (0, 5, 8)
_REPORTS_OF_A_TASK: Final = 16
_MEASURED: Final = {
    "en": "{person} measured {value} on {benchmark} with {model} in {quantisation}, {shots} shots, "
    "on {machine}.",
    "fr": "{person} a mesuré {value} sur {benchmark} avec {model} en {quantisation}, {shots} exemples, "
    "sur {machine}.",
}
_TRIED: Final = {
    "en": "{person} let {model} ({quantisation}, {machine}) write {thing}. {verdict}",
    "fr": "{person} a fait écrire à {model} ({quantisation}, {machine}) {thing}. {verdict}",
}
_RAN: Final = {
    "en": "By a {trade}. Data set: {data}. Model: {model}, {quantisation}, on {machine}. Agreement: {value}.",
    "fr": "Métier : {trade}. Jeu de données : {data}. Modèle : {model}, {quantisation}, sur {machine}. "
    "Accord : {value}.",
}


@dataclass(frozen=True)
class _Reports:
    tasks: dict[str, list[tuple[str, str]]]
    verdicts: dict[str, list[str]]
    machines: list[str]
    quantisations: list[str]
    people: list[str]

    def setting(self, *names: object) -> dict[str, str]:
        """Who did a thing, and with what."""
        return {
            "person": pick(self.people, "person", *names),
            "machine": pick(self.machines, "machine", *names),
            "quantisation": pick(self.quantisations, "quantisation", *names),
        }


_REPORTS: Final = TypeAdapter(_Reports)
_PROJECTS: Final = TypeAdapter(list[tuple[str, str, str, str, str, list[str]]])


def results() -> Iterator[Item]:
    """A result of every model on every benchmark, told in a sentence."""
    told = _reports()
    for model in models():
        for name in _BENCHMARKS:
            yield _result(told, model, name)


def notebooks() -> Iterator[Item]:
    """Each project as a notebook that says what it is about, and one for each other model it ran with."""
    told = _reports()
    for language, trade, title, about, data, tried in _PROJECTS.validate_python(
        read("community/projects.yaml")
    ):
        for place, model in enumerate(tried):
            setting = told.setting(title, model)
            ran = _RAN[language].format(
                trade=trade, data=data, model=model, value=_share(title, model), **setting
            )
            named = f"{title} · {model}" if place else title
            texts = (ran,) if place else (about, ran)
            at = day(title, model)
            yield Item(
                Source.NOTEBOOK, slug(named), tuple(Piece(named, one, at, language=language) for one in texts)
            )


def reports() -> Iterator[Item]:
    """Short reports: each task with several models."""
    told, every = _reports(), models()
    for language, tasks in told.tasks.items():
        for subject, thing in tasks:
            first = number("first", subject)
            for place in range(_REPORTS_OF_A_TASK):
                model = every[(first + place * 7) % len(every)].name
                yield _report(told, language, subject, thing, model)


def _reports() -> _Reports:
    return _REPORTS.validate_python(read("community/reports.yaml"))


def _result(told: _Reports, model: Model, name: str) -> Item:
    benchmark = by_id(name)
    assert benchmark is not None
    language = pick(("en", "fr"), "language", model.path, name)
    value = _speed(model) if name == "generation_speed" else _score(model, name)
    text = _MEASURED[language].format(
        value=value,
        benchmark=benchmark.name,
        model=model.name,
        shots=pick(_SHOTS, name, model.path),
        **told.setting(model.path, name),
    )
    piece = Piece(f"{model.name} · {benchmark.name}", text, day(model.path, name), language=language)
    return Item(Source.RESULT, slug(f"{model.name}-{name}"), (piece,))


def _report(told: _Reports, language: str, subject: str, thing: str, model: str) -> Item:
    verdict = pick(told.verdicts[language], subject, model)
    text = _TRIED[language].format(model=model, thing=thing, verdict=verdict, **told.setting(subject, model))
    piece = Piece(f"{subject} · {model}", text, day(subject, model), language=language)
    return Item(Source.TIP, slug(f"{subject}-{model}"), (piece,))


def _score(model: Model, name: str) -> str:
    """A share that grows with the size, as it mostly does, with an own part for each pair."""
    usual = 42 + 11 * math.log2(1 + model.billions) / 1.4
    return f"{min(usual + number(name, model.path) % 150 / 10 - 7.5, 97):.1f} %"


def _speed(model: Model) -> str:
    return f"{(240 + number(model.path) % 90) / (1 + model.billions):.1f} tokens/s"


def _share(*names: str) -> str:
    return f"{60 + number(*names) % 380 / 10:.1f} %"
