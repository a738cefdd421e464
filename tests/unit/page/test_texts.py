import re

from sandbox.page.server import STATIC

SCRIPTS = STATIC / "js"
KEY = re.compile(r'^ {4}"?([\w.]+)"?: "((?:[^"\\]|\\.)*)",$', re.MULTILINE)
CALL = re.compile(r'\bt\(\s*"([\w.]+)"|\bkey: "([\w.]+)"')
PLURAL_CALL = re.compile(r'\bplural\(\s*"([\w.]+)"')
PLURAL_FORMS = (".one", ".other")


def _texts(language: str) -> dict[str, str]:
    source = (SCRIPTS / "texts.js").read_text(encoding="utf-8")
    block = source.split(f"\n  {language}: {{\n", 1)[1].split("\n  },\n", 1)[0]
    assert len(KEY.findall(block)) == len(block.splitlines()), "each text stands on a line of its own"
    return dict(KEY.findall(block))


def _used_keys() -> set[str]:
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js") if path.name != "texts.js"
    )
    plain = {first or second for first, second in CALL.findall(source)}
    plurals = {key + form for key in PLURAL_CALL.findall(source) for form in PLURAL_FORMS}
    # The rows of the log have keys too; those of the texts always have a dot or are "close" and "skip".
    return {key for key in plain if "." in key or key in ("close", "skip")} | plurals


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_both_languages_have_the_same_keys() -> None:
    assert _texts("en").keys() == _texts("fr").keys()


def test_every_text_is_used_and_every_used_text_is_there() -> None:
    assert _texts("en").keys() == _used_keys()


def test_translations_fill_in_the_same_values() -> None:
    english, french = _texts("en"), _texts("fr")

    assert {key for key in english if _placeholders(english[key]) != _placeholders(french[key])} == set()


def test_french_punctuation_has_its_narrow_space() -> None:
    wrong = {key for key, text in _texts("fr").items() if re.search(r"[ \w][:;!?»]|['\"]", text)}

    assert wrong == set()
