"""A small byte-level BPE tokenizer, trained on a few sentences, as GGUF files state one."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.gguf.writer import Value

END, START_OF_TURN, END_OF_TURN = "<|endoftext|>", "<|im_start|>", "<|im_end|>"
TEMPLATE = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] "
    "+ '<|im_end|>\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
_NORMAL, _CONTROL = 1, 3
_MERGES = 200
_SENTENCES = """
Which model under four billion parameters did we measure on a maths benchmark, and how many shots were given?
Quel modèle de moins de quatre milliards de paramètres avons-nous mesuré, et avec combien d'exemples ?
The members of this server found that the answer stands in the notes of a release. I do not know.
Les membres de ce serveur ont trouvé que la réponse se trouve dans les notes d'une annonce. Je ne sais pas.
{"benchmark": "gsm8k", "order": "best", "limit": 5, "largest": 8.0}
"""


def _alphabet() -> dict[int, str]:
    """A printable character for each byte, the same as GPT-2 has them."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return {byte: chr(byte) for byte in printable} | {byte: chr(256 + at) for at, byte in enumerate(others)}


ALPHABET = _alphabet()


def spelt(text: str) -> str:
    """A text in the alphabet of tokens."""
    return "".join(ALPHABET[byte] for byte in text.encode())


@dataclass(frozen=True)
class Tokenizer:
    """Tokens by their ids, the merges that lead to them, and their types."""

    tokens: tuple[str, ...]
    types: tuple[int, ...]
    merges: tuple[tuple[str, str], ...]

    def token_id(self, token: str) -> int:
        """The id of a token that is there."""
        return self.tokens.index(token)

    def stated(self, template: str = TEMPLATE) -> dict[str, Value]:
        """What a GGUF file says of it."""
        return {
            "tokenizer.ggml.model": "gpt2",
            "tokenizer.ggml.pre": "qwen2",
            "tokenizer.ggml.tokens": self.tokens,
            "tokenizer.ggml.token_type": self.types,
            "tokenizer.ggml.merges": [f"{left} {right}" for left, right in self.merges],
            "tokenizer.ggml.bos_token_id": self.token_id(END),
            "tokenizer.ggml.eos_token_id": self.token_id(END_OF_TURN),
            "tokenizer.ggml.padding_token_id": self.token_id(END),
            "tokenizer.ggml.add_bos_token": False,
            "tokenizer.chat_template": template,
        }


def trained(own: Sequence[str] = (), size: int = 0) -> Tokenizer:
    """A tokenizer with tokens of one's own besides, filled up to `size` with words that are in no text."""
    merges = _merges()
    tokens = list(dict.fromkeys([*ALPHABET.values(), *(left + right for left, right in merges)]))
    types = [_NORMAL] * len(tokens) + [_CONTROL] * 3
    tokens += [END, START_OF_TURN, END_OF_TURN]
    new = [token for token in dict.fromkeys(map(spelt, own)) if token not in tokens]
    filling = [spelt(f" ~{number}~") for number in range(max(0, size - len(tokens) - len(new)))]
    types += [_NORMAL] * (len(new) + len(filling))
    return Tokenizer((*tokens, *new, *filling), tuple(types), tuple(merges))


def _merges() -> list[tuple[str, str]]:
    words = Counter(tuple(spelt(word)) for word in re.findall(r" ?\w+|[^\w\s]+|\s+", _SENTENCES))
    merges = []
    for _ in range(_MERGES):
        pairs: Counter[tuple[str, str]] = Counter()
        for word, count in words.items():
            for pair in itertools.pairwise(word):
                pairs[pair] += count
        best = max(sorted(pairs), key=lambda pair: pairs[pair])
        merges.append(best)
        words = Counter({_merged(word, best): count for word, count in words.items()})
    return merges


def _merged(word: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    parts: list[str] = []
    for part in word:
        if parts and (parts[-1], part) == pair:
            parts[-1] += part
        else:
            parts.append(part)
    return tuple(parts)
