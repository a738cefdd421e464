"""What a link leads to, and where people can open it."""

import pytest

from bot.fetching.shown_files import HUB
from bot.notebooks.origins import links_in, origin_of

RAW = "https://raw.githubusercontent.com"
GIST = "0123456789abcdef0123"
COLAB = "https://colab.research.google.com"


BLOB = "zoo/lions/blob/main/b.ipynb"
GITHUB = f"https://github.com/{BLOB}"
ON_GITHUB = f"{RAW}/zoo/lions/main/b.ipynb"
ON_HUB = f"{HUB}/zoo/lions/resolve/main/b.ipynb"
RAW_GIST = f"https://gist.githubusercontent.com/zoo/{GIST}/raw/{GIST}/b.ipynb"
GITLAB, CODEBERG = "https://gitlab.com/zoo/group/lions/-", "https://codeberg.org/zoo/lions"


@pytest.mark.parametrize(
    ("link", "file", "places"),
    [
        (
            "https://github.com/zoo/lions/blob/v1/b%20c.ipynb",
            f"{RAW}/zoo/lions/v1/b%20c.ipynb",
            "GitHub Colab",
        ),
        ("http://www.github.com/zoo/lions/raw/refs/heads/main/b.ipynb", ON_GITHUB, "GitHub Colab"),
        (ON_GITHUB, ON_GITHUB, "GitHub Colab"),
        (f"{COLAB}/github/{BLOB}", ON_GITHUB, "Colab GitHub"),
        (f"{COLAB}/#fileId={HUB}/{BLOB}", ON_HUB, "Colab Hugging Face"),
        (f"{COLAB}/drive/1aB_c-9?usp=sharing", None, "Colab"),
        ("https://www.kaggle.com/code/zoo/on-lions", None, "Kaggle"),
        (f"https://kaggle.com/kernels/welcome?src={GITHUB}", ON_GITHUB, "Kaggle GitHub Colab"),
        (f"{HUB}/{BLOB}", ON_HUB, "Hugging Face Colab"),
        (f"{HUB}/datasets/{BLOB}", f"{HUB}/datasets/zoo/lions/resolve/main/b.ipynb", "Hugging Face Colab"),
        (f"http://127.0.0.1:9/{BLOB}", ON_HUB, "Hugging Face Colab"),
        (f"https://nbviewer.org/github/{BLOB}", ON_GITHUB, "GitHub Colab"),
        (RAW_GIST, RAW_GIST, "Gist"),
        (f"{GITLAB}/blob/main/b.ipynb", f"{GITLAB}/raw/main/b.ipynb", "GitLab"),
        (f"{CODEBERG}/src/branch/main/b.ipynb", f"{CODEBERG}/raw/branch/main/b.ipynb", "Codeberg"),
    ],
)
def test_a_link_is_read_at_its_file_and_opened_where_people_can(
    link: str, file: str | None, places: str
) -> None:
    found = origin_of(link, "http://127.0.0.1:9")
    assert found is not None
    assert found.file == file
    assert " ".join(one.name for one in found.places) == places
    assert (found.gist, found.repository) == (None, None)


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        (f"https://gist.github.com/zoo/{GIST}", ""),
        (f"https://gist.github.com/{GIST}#file-b-c-ipynb", "b-c-ipynb"),
        (f"{COLAB}/gist/zoo/{GIST}/b%20c.ipynb", "b c.ipynb"),
    ],
)
def test_the_files_of_a_gist_are_asked_for(link: str, wanted: str) -> None:
    found = origin_of(link, HUB)
    assert found is not None
    assert (found.gist, found.wanted) == (f"https://api.github.com/gists/{GIST}", wanted)


@pytest.mark.parametrize(
    ("link", "asked"),
    [
        (f"{HUB}/spaces/zoo/lions", "spaces/zoo/lions"),
        (f"{HUB}/zoo/lions/", "models/zoo/lions"),
        (f"{HUB}/datasets/zoo/lions/tree/v1", "datasets/zoo/lions/revision/v1"),
    ],
)
def test_the_files_of_a_repository_are_asked_for(link: str, asked: str) -> None:
    found = origin_of(link, HUB)
    assert found is not None
    assert found.repository == f"{HUB}/api/{asked}"


@pytest.mark.parametrize(
    "link",
    [
        "lions",
        "https://github.com/zoo/lions",
        "https://github.com/zoo/lions/blob/main/lions.py",
        "https://example.org/b.ipynb",
        f"{COLAB}/#create=true",
        f"{COLAB}/#fileId=https://evil.org/zoo/lions/blob/main/b.ipynb",
        "https://kaggle.com/kernels/welcome?src=https://evil.org/b.ipynb",
        "https://www.kaggle.com/zoo",
        "ftp://github.com/zoo/lions/blob/main/b.ipynb",
        "https://[::1",
    ],
)
def test_other_links_lead_to_no_notebook(link: str) -> None:
    assert origin_of(link, HUB) is None


@pytest.mark.parametrize(
    ("link", "opened"),
    [
        (f"{COLAB}/drive/1aB_c-9?authuser=nora@lab.org&usp=sharing", f"{COLAB}/drive/1aB_c-9"),
        (f"{COLAB}/drive/1aB?resourcekey=0-x&authuser=1#scrollTo=a", f"{COLAB}/drive/1aB?resourcekey=0-x"),
        (f"{COLAB}/github/{BLOB}?authuser=nora@lab.org", f"{COLAB}/github/{BLOB}"),
        (f"{COLAB}/?authuser=nora@lab.org#fileId={HUB}/{BLOB}", f"{COLAB}/#fileId={HUB}/{BLOB}"),
        (f"{COLAB}/#fileId={HUB}/{BLOB}?token=hf_secret", f"{COLAB}/#fileId={HUB}/{BLOB}"),
        (
            "https://www.kaggle.com/code/zoo/on-lions?scriptVersionId=7&userName=nora#one",
            "https://www.kaggle.com/code/zoo/on-lions?scriptVersionId=7",
        ),
        (
            f"https://kaggle.com/kernels/welcome?src={GITHUB}&email=nora@lab.org",
            f"https://kaggle.com/kernels/welcome?src={GITHUB}",
        ),
        (
            "https://nora:secret@gitlab.com/zoo/l/-/blob/b.ipynb?private_token=x",
            "https://gitlab.com/zoo/l/-/blob/b.ipynb",
        ),
    ],
)
def test_what_is_open_to_all_does_not_tell_who_opened_it(link: str, opened: str) -> None:
    found = origin_of(link, HUB)
    assert found is not None
    assert found.places[0].address == opened
    assert not any("nora" in one.address for one in found.places)


def test_links_are_found_in_what_people_write() -> None:
    here = "https://github.com/zoo/lions/blob/main/b.ipynb"
    assert links_in(f"look: <{here}>, [this]({here}), https://zoo.org and {here}.", HUB) == [here] * 3


def test_a_link_on_a_post_cannot_end_early() -> None:
    found = origin_of("https://github.com/zoo/lions/blob/main/b%20(1)[x].ipynb", HUB)
    assert found is not None
    assert found.places[0].address == "https://github.com/zoo/lions/blob/main/b%20%281%29%5Bx%5D.ipynb"
