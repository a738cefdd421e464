"""LaTeX as MathML, which browsers draw by themselves."""

from html import escape
from typing import Final, Literal

from latex2mathml import exceptions
from latex2mathml.converter import convert

LONGEST: Final = 5_000
_UNREADABLE: Final = (
    exceptions.DenominatorNotFoundError,
    exceptions.DoubleSubscriptsError,
    exceptions.DoubleSuperscriptsError,
    exceptions.ExtraLeftOrMissingRightError,
    exceptions.InvalidAlignmentError,
    exceptions.InvalidStyleForGenfracError,
    exceptions.InvalidWidthError,
    exceptions.LimitsMustFollowMathOperatorError,
    exceptions.MissingEndError,
    exceptions.MissingSuperScriptOrSubscriptError,
    exceptions.NoAvailableTokensError,
    exceptions.NumeratorNotFoundError,
    # Its parser runs out of words, of a table of symbols, or of depth.
    AttributeError,
    LookupError,
    RecursionError,
    StopIteration,
    TypeError,
    ValueError,
)


def mathml(latex: str, display: Literal["inline", "block"]) -> str:
    """A formula as HTML that is still to be sanitised; as code where it cannot be drawn."""
    if len(latex) <= LONGEST:
        try:
            return convert(latex.strip(), display=display)
        except _UNREADABLE:
            pass
    return f"<code>{escape(latex)}</code>"
