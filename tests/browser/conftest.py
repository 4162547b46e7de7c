"""One browser for all tests; each page is a file on disk, opened with the network off."""

import base64
import shutil
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import sync_playwright

from corridor.maps import page
from tests.browser.ground import drawn_world
from tests.samples import sample_plan

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
COUNT = """async ([png, wanted]) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + png;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, image.width, image.height);
  const counts = Object.fromEntries(wanted.map((colour) => [colour, 0]));
  for (let i = 0; i < data.length; i += 4) {
    const number = (1 << 24) + (data[i] << 16) + (data[i + 1] << 8) + data[i + 2];
    const colour = '#' + number.toString(16).slice(1);
    if (colour in counts) counts[colour] += 1;
  }
  return [image.width * image.height, counts];
}"""


@dataclass
class Opened:
    """A page in the browser and all that it said."""

    page: object
    counter: object
    requests: list = field(default_factory=list)
    said: list = field(default_factory=list)

    def settle(self):
        """Wait until what was asked for is drawn."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def share(self, *colours):
        """Return the share of the map's pixels that have each colour."""
        self.settle()
        png = self.page.locator("#corridor-map").screenshot()
        total, counts = self.counter.evaluate(COUNT, [base64.b64encode(png).decode(), list(colours)])
        return [counts[colour] / total for colour in colours]


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    return drawn_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="session")
def browser():
    path = shutil.which("chromium")
    assert path, "chromium is not installed: these tests need it and are never skipped"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def counter(browser):
    return browser.new_page()


@pytest.fixture
def open_page(browser, counter, world, tmp_path):
    """Return a function that opens a plan, or the text of a page."""
    contexts = []

    def open_(content=None, *, width=1000, height=700, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True, **options)
        contexts.append(context)
        context.set_default_timeout(5000)
        opened = Opened(context.new_page(), counter)
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("requestfailed", lambda request: opened.said.append(f"failed {request.url}"))
        opened.page.on("console", lambda message: opened.said.append(message.text))
        opened.page.on("pageerror", lambda error: opened.said.append(str(error)))
        opened.page.on("dialog", lambda dialog: (opened.said.append(f"dialog {dialog.message}"), dialog.dismiss()))
        text = content if isinstance(content, str) else page(content or sample_plan(), world=world)
        file = tmp_path / f"page{len(contexts)}.html"
        file.write_text(text, encoding="utf-8")
        opened.page.goto(file.as_uri())
        opened.settle()
        return opened

    yield open_
    for context in contexts:
        context.close()
