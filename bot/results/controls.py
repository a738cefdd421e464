"""The custom ids of this feature's buttons and forms; all of their state is in them."""

PUBLISH = r"result:publish:(?P<draft>[0-9]{1,19})"
CANCEL = r"result:cancel:(?P<draft>[0-9]{1,19})"
NAME = r"result:name:(?P<draft>[0-9]{1,19})"
LIKELY = r"result:likely:(?P<draft>[0-9]{1,19})"
NAMED = r"result:named:(?P<draft>[0-9]{1,19})"
COLUMNS = r"result:columns:(?P<draft>[0-9]{1,19})"
MEANT = r"result:meant:(?P<draft>[0-9]{1,19})"
TYPED = r"result:typed:(?P<nonce>[0-9a-f]{24})"
ERASE = r"result:erase"
EXPORT_PART = (
    r"result:export:(?P<whose>mine|server):(?P<form>csv|parquet|every_eval_ever|eval_results|everything)"
    r":(?P<number>[0-9]{1,6}):(?P<before>[0-9]{1,19})"
)
COMPARED = r"result:compared:(?P<nonce>[0-9a-f]{24})"
DETAILS = r"result:details:(?P<nonce>[0-9a-f]{24})"

MODERATE = r"moderate:(?P<deed>hide|show|verify|unverify|settle):(?P<result>[0-9]{1,19})"
HIDING = r"moderate:hiding:(?P<result>[0-9]{1,19})"


def of_draft(what: str, draft_id: int) -> str:
    """Something in the preview of a draft: publish, cancel, name and columns (the buttons), named and meant
    (their forms), or likely (the list of repositories)."""
    return f"result:{what}:{draft_id}"


def typed(nonce: str) -> str:
    """The form for a number of the model of a release's post."""
    return f"result:typed:{nonce}"


def compared(nonce: str) -> str:
    """The form for the models that a release's model is compared with."""
    return f"result:compared:{nonce}"


def details(nonce: str) -> str:
    """Tell everything that is known of a post's results."""
    return f"result:details:{nonce}"


def export_part(whose: str, form: str, number: int, before: int) -> str:
    """The part with that number of an export: what is older than the result `before`."""
    return f"result:export:{whose}:{form}:{number}:{before}"


def moderate(deed: str, result_id: int) -> str:
    """What moderators do with a result, for the template MODERATE."""
    return f"moderate:{deed}:{result_id}"


def hiding(result_id: int) -> str:
    """The form for the reason why a result is hidden."""
    return f"moderate:hiding:{result_id}"
