"""What Firefox can be told by its preferences, and the live edition in it."""

SECONDS = 240
"""As long as a slow machine may take for what takes seconds on a fast one."""

PAGES = ("index.html", "chapters/membership.html", "chapters/scorecard.html")
BUTTONS = "button, select, input:not([type=hidden])"


def test_without_javascript_no_button_is_dead_and_the_contents_can_be_reached(firefox):
    with firefox(**{"javascript.enabled": False}) as reader:
        for name in PAGES:
            reader.driver.get(reader.address + name)
            found = reader.driver.find_elements("css selector", BUTTONS)
            assert [each.text for each in found if each.is_displayed()] == []
            assert reader.one("#pst-primary-sidebar a[href*='china.html']").is_displayed()
        reader.one("#pst-primary-sidebar a[href*='china.html']").click()
        assert reader.driver.current_url.endswith("chapters/china.html")


def test_the_dark_scheme_takes(firefox):
    light = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"
    for scheme, sign in ((0, -1), (1, 1)):  # dark, light
        with firefox(**{"layout.css.prefers-color-scheme.content-override": scheme}) as reader:
            reader.driver.get(f"{reader.address}index.html")
            assert (sum(reader.ask(light)) / 3 - 128) * sign > 64


def test_the_live_edition_answers_a_changed_cell(site, firefox):
    assert (site / "live" / "index.html").exists(), "not built: run `make live` first"
    with firefox() as reader:
        reader.driver.get(f"{reader.address}live/index.html")
        reader.wait("document.body.dataset.tables === 'ready'")
        reader.one("#load").click()
        reader.wait("document.body.dataset.python === 'ready'", seconds=SECONDS)
        reader.ask(
            """(async () => {
            const about = JSON.parse(document.getElementById("about").textContent);
            const place = new URL(`${about.manifest.book}tables.js`, location.href);
            const { toAddress } = await import(place);
            document.body.dataset.state = "asked";
            location.hash = `#changes=${toAddress([{table: "claims", row: "C06",
                column: "number_claimed", value: "112"}])}` })()"""
        )
        reader.wait("document.body.dataset.state === 'answered'", seconds=SECONDS)
        assert "supported" in reader.one("[data-claim=C06] .ruling").text.split("→")[1]
        assert reader.ask("window.faults") == []
