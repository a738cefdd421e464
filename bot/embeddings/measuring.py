"""How quick an embedding model is on this machine."""

import time
from dataclasses import dataclass
from typing import Final

from bot.embeddings.embedder import Embedder
from bot.embeddings.model import Purpose

_BATCH: Final = 8
_BATCHES: Final = 3
_QUESTIONS: Final = 5
_WORDS: Final = "quantised weights need less memory and lose a little of what they know "
_LENGTH: Final = 12


@dataclass(frozen=True)
class Measured:
    """Seconds to load and for a question, passages of about 150 words in a second, numbers of a vector."""

    load_seconds: float
    question_seconds: float
    passages_per_second: float
    dimension: int


async def measure(embedder: Embedder) -> Measured:
    """Load a model, and embed some passages and questions. Raises NoVectors."""
    begun = time.perf_counter()
    encoder = await embedder.open()
    loaded = time.perf_counter()
    for number in range(_BATCHES):
        texts = [f"{number} {place} {_WORDS * _LENGTH}" for place in range(_BATCH)]
        await embedder.embed(texts, Purpose.PASSAGE)
    embedded = time.perf_counter()
    for number in range(_QUESTIONS):
        await embedder.embed([f"how much memory do {number} billion weights need"], Purpose.QUERY)
    asked = (time.perf_counter() - embedded) / _QUESTIONS
    return Measured(loaded - begun, asked, _BATCH * _BATCHES / (embedded - loaded), encoder.dimension)
