"""With what something was measured, as questions name it: quantisation, hardware, engine, shots."""

import re
from collections.abc import Sequence

from bot.answers.figures.sheet import Sheet, fold

_QUANTISATION = re.compile(
    r"\b(?P<full>i?q[1-8]_(?:k|[01]|[a-z]+)(?:_[a-z]+|_\d)?|nf4"
    r"|awq|gptq|exl[23]|fp8|int[48]|mxfp4|nvfp4|bnb)\b"
    r"|\bi?q(?P<short>[1-8])\b|\b(?P<bits>[2-8])[ -]?bits?\b"
)
_USUAL = {"4": "Q4_K_M", "8": "Q8_0", "5": "Q5_K_M", "6": "Q6_K", "3": "Q3_K_M", "2": "Q2_K"}
_CARDS = re.compile(
    r"\b(?:(?:nvidia |geforce )*(?:rtx|gtx) ?)?"
    r"(?P<geforce>(?:10[5-8]0|16[56]0|20[6-8]0|30[5-9]0|40[5-9]0|50[5-9]0)(?: ?(?:ti|super))?)\b"
    r"|\b(?:nvidia |tesla )?(?P<server>[ahlbv](?:4|10|10g|40|40s|100|200)|t4|p40|p100|mi\d{2,3}x?|gb200)s?\b"
    r"|\b(?:rtx )?(?P<pro>a[2456]000)\b"
    r"|\b(?:apple |mac(?:book)? )*(?P<apple>m[1-5](?: (?:max|pro|ultra))?)\b"
    r"|\b(?P<pi>raspberry ?pi ?[345]?)\b|\b(?P<board>jetson(?: orin)?(?: nano)?)\b"
)
# What people say before the name of a machine.
_MAKER = r"(?:(?:apple|nvidia|mac(?:book)?(?: (?:pro|air|mini|studio))?) )*"
_OWN = re.compile(
    r"\b(?:on|sur|with|avec) (?:my|ma|mon) (?:own )?(?:machine|card|carte(?: graphique)?|gpu|pc|computer"
    r"|laptop"
    r"|ordinateur|portable|hardware|materiel)\b"
)
_ENGINES = {
    "llama.cpp": r"llama[. ]?cpp|llamacpp",
    "vllm": r"vllm",
    "ollama": r"ollama",
    "transformers": r"transformers",
    "exllama": r"exllama(?:v[23])?",
    "sglang": r"sglang",
    "tgi": r"tgi",
    "mlx": r"mlx",
    "onnxruntime": r"onnx ?runtime",
    "openvino": r"openvino",
}
_ENGINE = {name: re.compile(rf"\b(?:{pattern})(?![\w])") for name, pattern in _ENGINES.items()}
_SHOTS = re.compile(
    r"\b(?P<zero>zero|0)[ -]shots?\b|\b(?P<few>\d{1,3}|one|five)[ -]shots?\b"
    r"|\b(?:(?:with|avec|en) )?(?P<examples>\d{1,3}) (?:worked )?(?:shots?|examples?|exemples?)\b"
)
_WORDS = {"one": 1, "five": 5}
_METRIC = re.compile(
    r"\b(?:(?P<exact>exact[ _-]match|correspondance exacte)"
    r"|(?P<normal>acc_norm|normali[sz]ed accuracy|exactitude normalisee)"
    r"|(?P<passed>pass ?@ ?1)|(?P<bare>acc|f1|chrf|ndcg_at_10|(?:prompt|inst)_level_(?:strict|loose)_acc))\b"
)
_METRICS = {"exact": "exact_match", "normal": "acc_norm", "passed": "pass@1"}


def take_metric(sheet: Sheet) -> str | None:
    """A metric by its name, as harnesses write it."""
    found = sheet.take(_METRIC)
    if found is None:
        return None
    kind = found.lastgroup or ""
    return _METRICS.get(kind) or found[kind]


def has_quantisation(sheet: Sheet) -> bool:
    """Whether one is named."""
    return sheet.sees(_QUANTISATION)


def take_quantisation(sheet: Sheet, known: Sequence[str]) -> tuple[str | None, bool]:
    """A quantisation as it is usually written, and whether it was guessed from its bits."""
    found = sheet.take(_QUANTISATION)
    if found is None:
        return None, False
    if found["full"]:
        written = found["full"].upper()
        return next((one for one in known if one.upper() == written), written), False
    bits = found["short"] or found["bits"]
    begins = [one for one in known if re.match(rf"i?q{bits}", one.lower())]
    usual = _USUAL.get(bits, f"Q{bits}")
    # A community that has one of so many bits means that one.
    return (begins[0] if len(begins) == 1 else usual), len(begins) > 1 and usual not in begins


def take_hardware(sheet: Sheet, known: Sequence[str], own: str | None) -> str | None:
    """What a machine's name holds; the person's own machine where the question says so."""
    if own is not None and sheet.take(_OWN):
        return own
    for machine in sorted(known, key=len, reverse=True):
        if len(machine) > 3 and sheet.take(re.compile(rf"\b{_MAKER}{re.escape(fold(machine))}\b")):
            return machine
    found = sheet.take(_CARDS)
    if found is None:
        return None
    kind = found.lastgroup or ""
    written = " ".join(found[kind].split())
    if kind in ("server", "pro"):
        return written.upper()
    if kind == "geforce":
        return re.sub(r" ?(ti|super)$", lambda end: f" {end[1].title()}", written)
    return re.sub(r"(?<=[a-z])(?=\d)", " ", written).title() if kind == "pi" else written.title()


def take_engine(sheet: Sheet) -> str | None:
    """The program that ran the model."""
    return next((name for name, pattern in _ENGINE.items() if sheet.take(pattern)), None)


def take_shots(sheet: Sheet) -> int | None:
    """How many worked examples were shown."""
    found = sheet.take(_SHOTS)
    if found is None:
        return None
    if found["zero"]:
        return 0
    written = found["few"] or found["examples"]
    return _WORDS.get(written) or int(written)
