"""What each format gives: how to know it, and how to read it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.results.document import Document
from bot.results.formats.collecting import Collector
from bot.results.samples.model import SampleScores

# Keys that hold prompts and generated texts in any format; a format adds its own.
TEXTS = frozenset(
    [
        "chat_template",
        "completions",
        "generated_texts",
        "generations",
        "messages",
        "predictions",
        "prompts",
        "responses",
        "system_instruction",
        "system_prompt",
    ]
)


@dataclass(frozen=True)
class Format:
    """One way to write results.

    `fits` looks at keys, never at the name of the file. `read` is given the document, scrubbed, and those
    that came from the same folder; it raises Unreadable when the document cannot be what it seemed to be.
    `texts` are keys of prompts and generated texts, which are taken out before. `samples` finds the scores of
    single samples in the same documents before anything is taken out, and keeps nothing else of them.
    `record` makes what is kept of the documents, scrubbed, where the first alone does not tell of its run.
    """

    name: str
    fits: Callable[[Document], bool]
    read: Callable[[Document, Sequence[Document]], Collector]
    texts: frozenset[str] = frozenset()
    samples: Callable[[Document, Sequence[Document]], Iterable[SampleScores]] | None = None
    record: Callable[[Document, Sequence[Document]], Document] | None = None
