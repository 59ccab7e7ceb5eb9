"""A page printed by the browser."""

from tests.site.test_pages import PAGES

PALE_INK = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const light = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map(
      part => part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const pale = new Set();
  while (words.nextNode()) {
    const holder = words.currentNode.parentElement;
    if (!words.currentNode.data.trim() || holder.closest("svg, script, style")) continue;
    if (!holder.checkVisibility({ visibilityProperty: true })) continue;
    const contrast = 1.05 / (light(getComputedStyle(holder).color) + 0.05);
    if (contrast < 4.5) pale.add(holder.outerHTML.slice(0, 90));
  }
  return [...pale];
}"""
"""Words short of the contrast of WCAG 1.4.3 on white paper: browsers print no backgrounds."""


def test_words_are_in_dark_ink_whatever_the_scheme(address, opened):
    page = opened(scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    pale = {}
    for name in PAGES:
        page.goto(address + name)
        if found := page.evaluate(PALE_INK):
            pale[name] = found
    assert pale == {}


def test_paper_says_where_it_is_from_and_lets_text_fill_the_page(address, opened):
    page = opened()
    page.goto(f"{address}chapters/leaving.html")
    line = page.locator(".on-paper")
    assert line.is_hidden()
    page.emulate_media(media="print")
    assert line.is_visible()
    assert line.inner_text().startswith("Should NATO leave")
    how = "e => getComputedStyle(e).breakInside"
    assert page.locator("figure.chart").first.evaluate(how) == "auto"
    assert page.locator("figure.chart .drawing").first.evaluate(how) == "avoid"
