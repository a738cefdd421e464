"""The custom ids of this feature's buttons and forms; all of their state is in them."""

from collections.abc import Iterable

PUBLISH = r"result:publish:(?P<draft>[0-9]{1,19})"
CANCEL = r"result:cancel:(?P<draft>[0-9]{1,19})"
NAME = r"result:name:(?P<draft>[0-9]{1,19})"
ALL = r"result:all:(?P<draft>[0-9]{1,19})(?::(?P<page>[0-9]{1,4}))?"
KEEP = r"result:keep:(?P<draft>[0-9]{1,19})"
LIKELY = r"result:likely:(?P<draft>[0-9]{1,19})"
NAMED = r"result:named:(?P<draft>[0-9]{1,19})"
COLUMNS = r"result:columns:(?P<draft>[0-9]{1,19})"
MEANT = r"result:meant:(?P<draft>[0-9]{1,19})"
TYPED = r"result:typed:(?P<nonce>[0-9a-f]{24})(?::(?P<release>[0-9]{1,19}))?"
ERASE = r"result:erase"
EXPORT_PART = (
    r"result:export:(?P<whose>mine|server):(?P<form>csv|parquet|every_eval_ever|eval_results|everything)"
    r":(?P<number>[0-9]{1,6}):(?P<before>[0-9]{1,19})"
)
COMPARED = r"result:compared:(?P<nonce>[0-9a-f]{24})"
BESIDE = r"result:beside:(?P<benchmark>.{0,80})"
ASK = r"result:ask:(?P<results>[0-9]{1,19}(?:-[0-9]{1,19})*)"
ASKED = rf"{ASK}:sent"
DETAILS = r"result:details:(?P<nonce>[0-9a-f]{24})(?::(?P<page>[0-9]{1,4}))?"
# What the list of a comparison can hold: its options are all that is known of it.
LONGEST_NAME = 100
_LONGEST = 100
LONGEST_BENCHMARK = 80

MODERATE = (
    r"moderate:(?P<deed>hide|show|verify|unverify|settle|unscore):(?P<result>[0-9]{1,19})"
    r"(?::(?P<seen>[0-9a-f]{8}))?"
)
QUEUE = r"moderate:queue:(?P<show>waiting|hidden):(?P<page>[0-9]{1,5})"
HIDING = r"moderate:hiding:(?P<result>[0-9]{1,19})"


def of_draft(what: str, draft_id: int, page: int | None = None) -> str:
    """Something in the preview of a draft: publish, keep, cancel, name, all and columns (the buttons), named
    and meant (their forms), or likely (the list of repositories); of all a page, from 0.
    """
    return f"result:{what}:{draft_id}" + ("" if page is None else f":{page}")


def typed(nonce: str, release_id: int | None = None) -> str:
    """The form for a number of the model of a release's post, or of another one that the post tells of."""
    return f"result:typed:{nonce}" + ("" if release_id is None else f":{release_id}")


def compared(nonce: str) -> str:
    """The form for the models that a release's model is compared with."""
    return f"result:compared:{nonce}"


def beside(benchmark: str | None) -> str:
    """See one of several compared models in full; only the tests of a benchmark where one is given."""
    return f"result:beside:{benchmark or ''}"


def ask(result_ids: Iterable[int]) -> str:
    """Ask about the models of these results, of as many as the form's custom id can hold."""
    control = "result:ask:"
    for one in result_ids:
        longer = f"{control}{'' if control.endswith(':') else '-'}{one}"
        control = longer if len(asked(longer)) <= _LONGEST else control
    return control


def asked(control: str) -> str:
    """The form that such a button opens."""
    return f"{control}:sent"


def details(nonce: str, page: int | None = None) -> str:
    """Tell everything that is known of a post's results; a page, from 0, in place of another."""
    return f"result:details:{nonce}" + ("" if page is None else f":{page}")


def export_part(whose: str, form: str, number: int, before: int) -> str:
    """The part with that number of an export: what is older than the result `before`."""
    return f"result:export:{whose}:{form}:{number}:{before}"


def moderate(deed: str, result_id: int, seen: str | None = None) -> str:
    """What moderators do with a result, for the template MODERATE; `seen` tells what they saw it say."""
    return f"moderate:{deed}:{result_id}" + ("" if seen is None else f":{seen}")


def queue(page: int, *, hidden: bool) -> str:
    """A page, from 0, of the results that wait for moderators, or of those that are hidden."""
    return f"moderate:queue:{'hidden' if hidden else 'waiting'}:{page}"


def hiding(result_id: int) -> str:
    """The form for the reason why a result is hidden."""
    return f"moderate:hiding:{result_id}"
