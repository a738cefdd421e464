"""Reads one file: opens it, takes out what must not be public, finds its format, and keeps its record."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.results import limits
from bot.results.benchmarks.own import NO_WORDS, Vocabulary
from bot.results.document import Document, open_document
from bot.results.errors import UnclearScale, Unreadable
from bot.results.formats import any_table, helm, mteb
from bot.results.formats.every import FORMATS
from bot.results.formats.format import TEXTS, Format
from bot.results.model import Reading, Scrubbed
from bot.results.recording import record_of
from bot.results.samples.finding import samples_of
from bot.scrub.scrubbing import Scrubber
from bot.texts import Sentence, later

# What reading raises for values of kinds that no version of a harness writes.
SHAPES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def read(
    path: str,
    content: bytes,
    beside: Sequence[Document] = (),
    columns: Mapping[str, str] | None = None,
    *,
    words: Vocabulary = NO_WORDS,
    original: bytes | None = None,
) -> Reading:
    """What a file holds, or why it cannot be read; never raises for what is in the file.

    `beside` are documents of the same folder, `columns` what a person says that columns of a table mean,
    `words` what a server calls benchmarks, and `original` the archive that the content came in.
    """
    try:
        document = replace(open_document(path, content), columns=columns or {}, words=words)
        return _read(path, _sha256(original or content), document, beside)
    except Unreadable as error:
        return failed(path, original or content, error.sentence)
    except MemoryError:
        return failed(
            path,
            original or content,
            later("The file takes too much memory to read. Post the summary of the run only."),
        )


def failed(path: str, content: bytes, reason: Sentence) -> Reading:
    """A file that was not read, and why."""
    return Reading(path, _sha256(content), error=reason)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(path: str, sha256: str, document: Document, beside: Sequence[Document]) -> Reading:
    found = _format_of(document)
    if found is None:
        return _unknown_table(path, sha256, document)
    scrubber = Scrubber(TEXTS | found.texts)
    public = _scrubbed(document, scrubber)
    others = [replace(other, data=Scrubber(TEXTS).value(other.data)) for other in beside]
    try:
        scores, too_many = samples_of(found, document, beside)
        collected = found.read(public, others)
        if too_many and not collected.results:
            raise Unreadable(too_many[0])
        results, warnings = ((), ()) if scores and not collected.results else collected.finish()
    except UnclearScale as error:
        return _of_unclear_scale(path, sha256, found, public, scrubber, error)
    except SHAPES as error:
        raise Unreadable(
            later(
                "The file looks like one of {format}, but is not built as it builds them.", format=found.name
            )
        ) from error
    return Reading(
        path,
        sha256,
        found.name,
        results,
        (*warnings, *too_many),
        tuple(Scrubbed(one.kind, one.place) for one in scrubber.findings),
        record_of(public if found.record is None else found.record(public, others)) if results else None,
        scores,
    )


def _scrubbed(document: Document, scrubber: Scrubber) -> Document:
    if document.data is None:
        return replace(document, text=scrubber.lines(document.text))
    return replace(document, data=scrubber.value(document.data), text="")


def _format_of(document: Document) -> Format | None:
    return next((one for one in FORMATS if one.fits(document)), None)


def _of_unclear_scale(
    path: str, sha256: str, found: Format, public: Document, scrubber: Scrubber, error: UnclearScale
) -> Reading:
    """A table with a column of values whose poster may say their scale. Raises the error for another one."""
    columns = any_table.columns_in(public)
    if "value" not in any_table.recognised(columns) or len(public.text.encode()) > limits.RAW_BYTES:
        raise error
    scrubbed = tuple(Scrubbed(one.kind, one.place) for one in scrubber.findings)
    return Reading(
        path, sha256, found.name, scrubbed=scrubbed, raw=public.text, error=error.sentence, columns=columns
    )


def _unknown_table(path: str, sha256: str, document: Document) -> Reading:
    """A table whose columns a person may explain. Raises Unreadable for anything else."""
    columns = any_table.columns_in(document)
    scrubber = Scrubber(TEXTS)
    text = scrubber.lines(document.text) if columns else ""
    if not columns or len(text.encode()) > limits.RAW_BYTES:
        raise _unknown(document)
    found = tuple(Scrubbed(one.kind, one.place) for one in scrubber.findings)
    reason = _unknown(document).sentence
    return Reading(path, sha256, scrubbed=found, raw=text, error=reason, columns=columns)


def _unknown(document: Document) -> Unreadable:
    if helm.is_run_spec(document) or helm.is_scenario(document):
        return Unreadable(
            later("This only describes a HELM run. Post the run’s stats.json together with run_spec.json.")
        )
    if mteb.is_meta(document):
        return Unreadable(
            later("This only describes a model. Post MTEB’s files of its tasks together with it.")
        )
    return Unreadable(
        later(
            "I do not recognise this file. I read results of lm-evaluation-harness, lighteval, "
            "llama-bench, vLLM, "
            "MTEB, Inspect, EvalPlus, bigcode, OpenCompass, HELM, model cards, Every Eval Ever, and "
            "tables with the "
            "columns model, benchmark and value."
        )
    )
