from bot.measured.model import Measured
from bot.releases.measured_cards import lines
from bot.releases.parts import Claim
from bot.texts import language

GSM8K = Measured("GSM8K · 5-shot", ("gsm8k", "GSM8K"), "share", 0.739, 0.721, 0.757, 2)
SPEED = Measured("Generation speed *x*", (), "tokens/s", 42.5, 42.5, 42.5, 1)


def test_what_was_measured_stands_beside_the_claim_of_the_same_test() -> None:
    claims = [Claim("MMLU", "acc", 80.0, "authors"), Claim("GSM-8K", "acc", 81.2, "authors")]
    told = lines([GSM8K, SPEED], claims, language("en"))
    assert told[0].startswith("GSM8K · 5-shot: **73.9%** · from 72.1% to 75.7% · 2 members · claimed: ")
    assert "81.2" in told[0]
    assert told[1] == "Generation speed \\*x\\*: **42.5 tokens/s** · 1 member"


def test_it_is_told_in_french() -> None:
    (told,) = lines([GSM8K], [], language("fr"))
    assert "de 72,1\u202f% à 75,7\u202f% · 2 membres" in told
