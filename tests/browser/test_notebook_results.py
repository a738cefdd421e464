"""What a notebook shared by link looks like with its results, and the private news of another one."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from sandbox.person import Person
from tests.browser.conftest import Demo
from tests.browser.screen import OpenScreen
from tests.journeys.sharing import notebook_of
from tests.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

LINK = "https://github.com/alex-martin/evaluations/blob/main/qwen3_on_sentences.ipynb"
TABLE = """hf (pretrained=Qwen/Qwen3-0.6B), gen_kwargs: (None), limit: None, num_fewshot: None, batch_size: 8
|    Tasks    |Version|Filter|n-shot| Metric |Value |   |Stderr|
|-------------|------:|------|-----:|--------|-----:|---|-----:|
|arc_challenge|      1|none  |    25|acc_norm|0.3677|±  |0.0141|
|hellaswag    |      1|none  |    10|acc_norm|0.5231|±  |0.0050|
|winogrande   |      1|none  |     5|acc     |0.5691|±  |0.0139|
"""
SOURCE = "model = AutoModelForCausalLM.from_pretrained('Qwen/Qwen3-0.6B')"


async def _share(person: Person, title: str, *outputs: str, link: str | None = None) -> None:
    files = {"file": ("evaluation.ipynb", notebook_of(title, *outputs, source=SOURCE))}
    options = {} if link is None else {"link": link}
    shown = await person.command("notebook share", channel="#results", files=files, options=options)
    assert shown.message is not None
    await person.press(shown.message, shown.message.buttons[0])
    await person.wait_for("#results", lambda one: not one.ephemeral and f"### {title}" in one.text)


async def test_a_notebook_with_its_results_and_its_followers_reads_well(
    demo: Demo, open_screen: OpenScreen, images: Path
) -> None:
    screen = await open_screen(demo.url, "user=Alex&channel=results&lang=en")
    phone = await open_screen(demo.url, "user=Camille&channel=results&lang=fr", phone=True)
    alex, camille = await demo.person("Alex"), await demo.person("Camille")
    await _share(alex, "A small model on common sense", TABLE, link=LINK)
    post = screen.message("A small model on common sense").last
    await post.get_by_role("button", name="Link a result").click()
    await expect(screen.last.get_by_role("button", name="Post what is in it")).to_be_visible()
    await screen.last.get_by_role("button", name="Post what is in it").click()
    await expect(screen.last).to_contain_text("Please check before it is public")
    await screen.last.get_by_role("button", name="Publish", exact=True).click()
    await expect(screen.message("Came out of").last).to_be_visible()
    await expect(screen.message("Results that came out of it").last).to_be_visible()
    await screen.picture_of("Results that came out of it", images / "notebook-results.png")
    await phone.picture_of("Results that came out of it", images / "notebook-link-phone.png")
    shown = next(one for one in await alex.read("#results") if "Results that came out of it" in one.text)
    await camille.press(shown, "Follow the author")
    await _share(alex, "The same model, asked in French", "Winogrande: 55.1 %")

    async def told() -> bool:
        return bool(await camille.direct_messages())

    await until(told, what="the private message")
    private = await open_screen(demo.url, "user=Camille&server=@me&channel=Essai&lang=fr", phone=True)
    await private.picture_of("The same model, asked in French", images / "notebook-news-phone.png")
