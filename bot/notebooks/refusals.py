"""A sentence on its way from the helper process, where nobody knows the reader's language."""

from typing import Any

from bot.texts import Sentence


def dumped(sentence: Sentence) -> dict[str, Any]:
    """The sentence as JSON values, those inside it too."""
    values = {
        name: dumped(one) if isinstance(one, Sentence) else one for name, one in sentence.values.items()
    }
    return {"sentence": sentence.msgid, "values": values}


def loaded(told: Any) -> Sentence:
    """The sentence back from `dumped`."""
    return Sentence(
        told["sentence"],
        {name: loaded(one) if isinstance(one, dict) else one for name, one in told["values"].items()},
    )
