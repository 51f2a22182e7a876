"""The page in a real browser: keys, facets, charts, a correction, dark, narrow, accessible."""

from __future__ import annotations

import shutil
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.test_web_pages import TEXTS

playwright = pytest.importorskip("playwright.sync_api")
pytest.importorskip("uvicorn")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium: apt-get install chromium"),
    pytest.mark.filterwarnings("default"),
]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    import uvicorn

    import verbale
    from tests import desk
    from verbale.views.web import create_app

    place = tmp_path_factory.mktemp("web")
    patch = pytest.MonkeyPatch()
    desk.take_over(patch)
    (place / "reports").mkdir()
    for name, text in TEXTS.items():
        (place / "reports" / f"{name}.txt").write_text(text, encoding="utf-8")
    verbale.read([place / "reports"], into=place / "record.db").close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app: Any = create_app(place / "record.db")
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    base = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            urllib.request.urlopen(base, timeout=2).close()
            break
        except OSError:
            time.sleep(0.1)
    yield base
    server.should_exit = True
    thread.join(10)
    patch.undo()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


def opened(browser: Any, address: str, **options: Any) -> Any:
    page = browser.new_page(**options)
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on(
        "console",
        lambda said: page.problems.append(said.text) if said.type == "error" else None,
    )
    page.goto(address)
    return page


def test_the_keyboard_leads_from_the_overview_to_an_event(browser: Any, address: str) -> None:
    page = opened(browser, address)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/**")
    assert page.locator("h1.minute").is_visible()
    assert page.problems == []


def test_the_slash_leads_to_the_search_and_facets_narrow_it(browser: Any, address: str) -> None:
    page = opened(browser, address)
    page.keyboard.press("/")
    page.keyboard.type("Haddad")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=Haddad")
    before = page.locator(".line").count()
    page.get_by_role("link", name="planned", exact=True).first.click()
    assert 0 < page.locator(".line").count() < before
    assert "status=planned" in page.url


@pytest.mark.parametrize("path", ["/relations/MAR-PRT", "/relations"])
def test_the_charts_are_drawn(browser: Any, address: str, path: str) -> None:
    page = opened(browser, address + path)
    page.wait_for_timeout(1500)
    drawn = page.evaluate(
        "[...document.querySelectorAll('object.plot')]"
        ".map(o => o.contentDocument?.querySelectorAll('path').length ?? 0)"
    )
    assert len(drawn) == 2
    assert all(n > 0 for n in drawn)
    assert page.problems == []


def test_a_correction_is_kept_with_its_author(browser: Any, address: str) -> None:
    page = opened(browser, f"{address}/search?q=Brandt")
    page.locator(".line a.told").first.click()
    page.get_by_text("Correct it").click()
    page.get_by_label("What").select_option("confirm")
    page.get_by_label("Your name").fill("grace")
    page.get_by_role("button", name="Keep this").click()
    page.wait_for_load_state()
    assert page.get_by_text("confirmed by a person").is_visible()


@pytest.mark.parametrize(
    "path",
    ["/", "/relations", "/relations/MAR-PRT", "/reports/first", "/reports/hostile", "/people",
     "/plans", "/conflicts", "/search?q=Haddad"],
)  # fmt: skip
def test_nothing_sticks_out_at_the_width_of_a_phone(browser: Any, address: str, path: str) -> None:
    page = opened(browser, address + path, viewport={"width": 375, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_facets_fold_on_a_phone_and_unfold_by_a_key(browser: Any, address: str) -> None:
    page = opened(browser, address + "/search", viewport={"width": 375, "height": 700})
    facet = page.get_by_role("link", name="planned", exact=True).first
    assert not facet.is_visible()
    page.get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    assert facet.is_visible()
    facet.click()
    assert "status=planned" in page.url
    wide = opened(browser, address + "/search?status=planned")
    wide.get_by_role("link", name="planned (take away)").click()
    assert "status" not in wide.url


def test_g_and_r_lead_from_an_event_to_its_relation(browser: Any, address: str) -> None:
    page = opened(browser, f"{address}/search?q=Lisbon")
    page.locator(".line a.told").first.click()
    page.wait_for_url("**/events/**")
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url("**/relations/MAR-PRT")


def test_the_text_of_a_report_is_printed_in_its_width(browser: Any, address: str) -> None:
    page = opened(browser, f"{address}/reports/first", viewport={"width": 800, "height": 700})
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        assert page.locator("aside").bounding_box()["width"] > 400


def test_the_dark_page_is_dark(browser: Any, address: str) -> None:
    page = opened(browser, address, color_scheme="dark")
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(int(n) for n in colour[4:-1].split(",")) < 150


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/relations",
        "/relations/MAR-PRT",
        "/reports/first",
        "/events/one",
        "/issues",
        "/people",
        "/people/ana-ferreira",
        "/plans",
        "/conflicts",
        "/search",
        "/search?q=Haddad",
    ],
)
def test_axe_finds_nothing_serious(browser: Any, address: str, path: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_core_python.sync_playwright")
    page = browser.new_page(bypass_csp=True, color_scheme=scheme)
    page.goto(address + path)
    if path == "/events/one":
        page.goto(f"{address}/search?q=Lisbon")
        page.goto(address + page.locator(".line a.told").first.get_attribute("href"))
    found = axe.Axe().run(page)["violations"]
    serious = [v for v in found if v["impact"] in ("serious", "critical")]
    assert [(v["id"], [n["html"] for n in v["nodes"][:2]]) for v in serious] == []


def test_plots_have_no_ground_of_their_own_on_a_dark_page(browser: Any, address: str) -> None:
    image = pytest.importorskip("PIL.Image")
    page = opened(browser, f"{address}/relations", color_scheme="dark")
    page.wait_for_timeout(1500)
    shot = page.locator("object.plot").first.screenshot()
    corner = image.open(BytesIO(shot)).convert("RGB").getpixel((3, 3))
    assert sum(corner) < 150


def test_files_unfold_below_a_list(browser: Any, address: str) -> None:
    page = opened(browser, f"{address}/relations/MAR-PRT")
    assert not page.get_by_role("link", name="Atom").is_visible()
    page.get_by_text("Take these events away").click()
    assert page.get_by_role("link", name="Atom").is_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="POLECAT").click()
    assert waiting.value.suggested_filename == "verbale-MAR-PRT.txt"


def test_it_reads_and_corrects_without_javascript(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/search?q=Haddad")
    assert page.locator(".line").count() > 0
    page.locator(".line a.told").first.click()
    page.get_by_text("Correct it").click()
    page.locator("select[name=action]").select_option("set")
    page.locator("select[name=field]").select_option("venue")
    page.locator("input[name=value]").fill("Harbour Hall")
    page.get_by_label("Your name").fill("grace")
    page.get_by_role("button", name="Keep this").click()
    assert page.locator("h1").get_by_text("Harbour Hall").is_visible()
    context.close()


def test_screens_can_be_taken(browser: Any, address: str, tmp_path: Path) -> None:
    page = opened(browser, address)
    shot = tmp_path / "overview.png"
    page.screenshot(path=str(shot))
    assert shot.stat().st_size > 10_000
