"""The chart as a browser draws it: real letters do not overlap, two themes, nothing runs, nothing leaks."""

import pytest

from corridor import charts, palette
from tests.samples import sample_plan
from tests.test_charts import HOSTILE, renamed

OVERLAPS = """() => {
  const texts = [...document.querySelectorAll('text')].map((e) => [e.textContent, e.getBBox()]);
  const wide = document.querySelector('svg').viewBox.baseVal.width;
  const found = texts.filter(([, box]) => box.x < -1 || box.x + box.width > wide + 1).map(([words]) => words);
  texts.forEach(([one, a], i) => texts.slice(i + 1).forEach(([other, b]) => {
    const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
    const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
    if (across > 0.5 && down > 4) found.push(`${one} | ${other}`);
  }));
  return found;
}"""
PAPER = "() => getComputedStyle(document.querySelector('.tcd .paper')).fill"


def rgb(colour):
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"


@pytest.fixture
def opened(browser, tmp_path):
    """Return what opens a text as a file, in a scheme, and the pages' words and requests."""
    heard, pages = [], []

    def open_(text, suffix=".svg", scheme="light"):
        path = tmp_path / f"chart{suffix}"
        path.write_text(text, encoding="utf-8")
        page = browser.new_page(viewport={"width": 390, "height": 800}, color_scheme=scheme)
        pages.append(page)
        page.on("console", lambda said: heard.append(said.text))
        page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: heard.append(request.url) if not request.url.startswith("file:") else None)
        page.goto(path.as_uri())
        return page

    yield open_
    for page in pages:
        page.close()
    assert heard == []


@pytest.mark.parametrize(
    "name", ["", "Wadi Halfa Free Zone, Customs and Transit Terminal", "مرز میرجاوه – تفتان", HOSTILE]
)
@pytest.mark.parametrize("wide", [390, 640])
def test_words_lie_over_nothing(opened, name, wide):
    plan = renamed(sample_plan(), name) if name else sample_plan()
    assert opened(charts.draw(plan, wide=wide)).evaluate(OVERLAPS) == []


@pytest.mark.parametrize(("scheme", "theme"), [("light", palette.LIGHT), ("dark", palette.DARK)])
def test_it_follows_the_reader_and_is_light_on_paper(opened, scheme, theme):
    page = opened(charts.draw(sample_plan()), scheme=scheme)
    assert page.evaluate(PAPER) == rgb(theme.paper)
    page.emulate_media(media="print")
    assert page.evaluate(PAPER) == rgb(palette.LIGHT.paper)


@pytest.mark.parametrize(("chosen", "theme"), [("light", palette.LIGHT), ("dark", palette.DARK)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_page_it_follows_the_page_and_leaves_it_as_it_was(opened, scheme, chosen, theme):
    shell = '<!doctype html><html data-theme="{}"><p class="red end big">words</p>{}</html>'
    page = opened(shell.format(chosen, charts.draw(sample_plan())), ".html", scheme)
    assert page.evaluate(PAPER) == rgb(theme.paper)
    look = "() => [getComputedStyle(document.querySelector('p')).color, document.documentElement.scrollWidth]"
    assert page.evaluate(look) == ["rgb(0, 0, 0)", 390]
