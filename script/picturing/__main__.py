"""Makes the pictures that are asked for, or all of them, and takes away those that no longer have a name here."""

import io
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parents[2] / "docs" / "images"
PHONE, LAPTOP, DESK = (360, 640), (960, 640), (1280, 800)
#: A PNG with so many colours is a quarter of the size, and nobody sees the difference.
COLOURS = 96
#: No picture is larger than this.
MOST = 120_000


@dataclass(frozen=True, slots=True)
class Picture:
    """What is in a picture: who looks (nobody: without an account), at which page, and from where on.

    ``path`` is an address, or the name of one of the stage. ``top`` is a selector of what is scrolled to.
    """

    who: str
    path: str
    size: tuple[int, int] = LAPTOP
    top: str = ".step, h1"
    act: Callable[[Page], None] | None = None


def begin(page: Page) -> None:
    """Somebody with a link begins, or comes back, and sees the list of themes."""
    button = page.get_by_role("button", name="Beginnen")
    if button.count():
        button.click()
        page.wait_for_url("**/invullen/**")


def first_question(page: Page) -> None:
    begin(page)
    page.locator(".task__link").first.click()
    page.wait_for_load_state()
    page.locator(".choice--level .choice__label").nth(1).click()
    page.locator(".save-status").get_by_text("Opgeslagen").wait_for()


def first_topic(page: Page) -> None:
    """The board opens the topic that the team talks about first."""
    page.locator("main .actions a.button").first.click()
    page.wait_for_load_state()


PICTURES = {
    "takenlijst": Picture("coordinator", "sheet"),
    "gespreksbord": Picture("coordinator", "board", act=first_topic),
    "uitkomst": Picture("coordinator", "outcome", top="#themas"),
    "voortgangsrapportage": Picture("programma", "report", top="section.figure"),
    "deelnemer-begin": Picture("", "link", PHONE),
    "deelnemer-vraag": Picture("", "link", PHONE, top="fieldset", act=first_question),
    "deelnemer-themas": Picture("", "link", PHONE, act=begin),
    "coordinator-respons": Picture("coordinator", "response"),
    "coordinator-verbeterplan": Picture("coordinator", "plan"),
    "kwaliteit-begin": Picture("kwaliteit", "/"),
    "kwaliteit-naast-andere": Picture("kwaliteit", "benchmark", top="h2"),
    "adviseur-werklijst": Picture("adviseur", "/werklijst/", DESK),
    "adviseur-beoordelen": Picture("adviseur", "review", top="#thema-1-titel"),
    "programma-uitvoering": Picture("programma", "/uitvoering/", DESK),
    "programma-cijfers": Picture("programma", "/cijfers/"),
    "beheer-mensen": Picture("beheer", "/beheer/mensen/"),
    "beheer-bewaartermijnen": Picture("beheer", "/beheer/bewaartermijnen/"),
}


def main(asked: list[str]) -> int:
    if unknown := set(asked) - set(PICTURES):
        print(f"Unknown: {', '.join(sorted(unknown))}. Choose from {', '.join(PICTURES)}.", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wolscan.settings")
    django.setup()
    from script.picturing import stage

    stage.stop_the_clock()
    paths = stage.load()
    address = stage.serve()
    with sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for name in asked or PICTURES:
            _keep(name, _take(browser, address, PICTURES[name], paths))
        browser.close()
    for path in FOLDER.glob("*.png"):
        if path.stem not in PICTURES:
            path.unlink()
    return 0


def _take(browser: Browser, address: str, picture: Picture, paths: dict[str, str]) -> bytes:
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="nl-NL", reduced_motion="reduce", color_scheme="light"
    )
    page = context.new_page()
    if picture.who:
        _sign_in(page, address, f"{picture.who}@demo.example")
    page.goto(address + paths.get(picture.path, picture.path))
    if picture.act:
        picture.act(page)
    if picture.top:
        page.locator(picture.top).first.evaluate(
            "found => scrollTo(0, found.getBoundingClientRect().top + scrollY - 24)"
        )
    taken = page.screenshot()
    context.close()
    return taken


def _sign_in(page: Page, address: str, email: str) -> None:
    from wolscan.demo import DEMO_PASSWORD

    page.goto(f"{address}/account/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", DEMO_PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(f"{address}/")


def _keep(name: str, taken: bytes) -> None:
    """Writes the picture with few colours, as small as that goes."""
    path = FOLDER / f"{name}.png"
    Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.name}: {size // 1000} kB", file=sys.stderr)
    if size > MOST:
        raise SystemExit(f"{path.name} is {size} bytes; at most {MOST}.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
