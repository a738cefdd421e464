"""One chart of each kind, with what is hard for it: long names, ties, claims, missing values and errors."""

from datetime import UTC, datetime

from bot.charts.model import (
    Chart,
    Compared,
    Comparison,
    Curve,
    Curves,
    Dated,
    History,
    Ranking,
    Row,
    Scale,
    Speed,
    Speeds,
    Value,
)

_NAMES = (
    "Qwen/Qwen2.5-Coder-32B-Instruct",
    "mistralai/Mistral-Small-3.2-24B-Instruct-2506",
    "google/gemma-3-27b-it",
    "essai-club/mistral-small-francais-dpo",
    "meta-llama/Llama-3.1-8B-Instruct",
    "HuggingFaceTB/SmolLM3-3B",
    "microsoft/Phi-4-mini-instruct",
    "CohereLabs/aya-expanse-8b",
)
_SHARE = Scale("share", higher_is_better=True)
_SPEED = Scale("tokens/s", higher_is_better=True)


def ranking() -> Ranking:
    """A benchmark with a tie, a claim, a marked row and one without error."""
    values = (0.912, 0.9083, 0.884, 0.8613, 0.8241, 0.761)
    places = ("1–2", "1–2", "3–4", "3–4", "5", "6")
    rows = [
        Row(
            name, Value(value, *((value - 0.016, value + 0.015) if index != 5 else ())), place,
            is_claimed=index == 1, is_marked=index == 3,
        )
        for index, (name, value, place) in enumerate(zip(_NAMES, values, places, strict=False))
    ]  # fmt: skip
    return Ranking("GSM8K, 5 shots", _SHARE, tuple(rows), chance=0.78)


def latency() -> Ranking:
    """A ranking where lower is better."""
    values = (182.4, 240.0, 611.3, 1490.0)
    rows = [
        Row(name, Value(value, value * 0.93, value * 1.07), str(index + 1))
        for index, (name, value) in enumerate(zip(_NAMES, values, strict=False))
    ]
    return Ranking(
        "Time to the first token, one request at a time", Scale("ms", higher_is_better=False), tuple(rows)
    )


def comparison(models: int = 3) -> Comparison:
    """Several benchmarks, one on another scale, one value missing."""

    def values(best: float, step: float, reach: float) -> tuple[Value | None, ...]:
        found = [best - step * ((index * 3) % 8) for index in range(models)]
        return tuple(Value(value, value - reach, value + reach) for value in found)

    french = (*values(0.61, 0.012, 0.02)[:-1], None)
    return Comparison(
        "Three models on four benchmarks" if models == 3 else "Eight models on four benchmarks",
        _NAMES[:models],
        (
            Compared("GSM8K", _SHARE, values(0.91, 0.02, 0.015)),
            Compared("HumanEval", _SHARE, values(0.74, 0.05, 0.07)),
            Compared("FrenchBench", _SHARE, french),
            Compared("WikiText perplexity", Scale("number", higher_is_better=False), values(9.1, 0.4, 0.08)),
        ),
    )


def history() -> History:
    """Two years of one benchmark."""
    points = (
        ("2024-07-23", 0.56, "Llama-3.1-8B"),
        ("2024-09-19", 0.602, "Qwen2.5-7B"),
        ("2024-12-12", 0.59, "phi-4-mini"),
        ("2025-03-12", 0.641, "gemma-3-12b"),
        ("2025-04-28", 0.712, "Qwen3-8B"),
        ("2025-07-08", 0.68, "SmolLM3-3B"),
        ("2025-10-30", 0.70, "Mistral-Small"),
        ("2026-02-14", 0.748, "Qwen3.5-9B"),
        ("2026-08-03", 0.781, "gemma-4-12b"),
    )
    return History(
        "MMLU-Pro, models under 15 billion parameters",
        _SHARE,
        tuple(
            Dated(
                datetime.fromisoformat(at).replace(tzinfo=UTC),
                name,
                Value(value, value - 0.012, value + 0.012),
            )
            for at, value, name in points
        ),
    )


def speeds() -> Speeds:
    """Two quantisations on four machines."""
    machines = (
        ("NVIDIA RTX 4090 24 GB", 142.0, 88.0),
        ("Apple M3 Max 64 GB", 61.0, 39.5),
        ("AMD Radeon RX 7900 XTX", 103.0, 64.2),
        ("AMD Ryzen 9 7950X, no GPU", 12.4, 7.1),
    )
    rows = [
        Speed(machine, series, Value(speed, speed * 0.97, speed * 1.03))
        for machine, small, large in machines
        for series, speed in (("Q4_K_M", small), ("Q8_0", large))
    ]
    return Speeds("Qwen3-8B: generated tokens per second", _SPEED, tuple(rows))


def curves() -> Curves:
    """The loss of three trainings."""
    found = [
        Curve(name, tuple((step, floor + 2.2 / (1 + step / pace)) for step in range(0, 20_001, 250)))
        for name, floor, pace in (
            ("base, learning rate 2e-5", 1.21, 900),
            ("base, learning rate 1e-4", 1.12, 600),
            ("with French data", 1.02, 1200),
        )
    ]
    return Curves("Loss on held-out text", Scale("number", higher_is_better=False), "step", tuple(found))


EXAMPLES: dict[str, Chart] = {
    "ranking": ranking(),
    "latency": latency(),
    "comparison": comparison(),
    "comparison-of-eight": comparison(8),
    "history": history(),
    "speeds": speeds(),
    "curves": curves(),
}
