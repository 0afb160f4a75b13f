"""The look for faults of access finds those that a page has in one theme or at one width alone."""

from playwright.sync_api import Browser

from tests.browser_window import faults_at_every_width, violations, window

PAGE = """<!doctype html><html lang="en"><title>Faults</title>
<style>
  :root { color-scheme: light dark }
  p { background: light-dark(#fff, #000); color: light-dark(#000, #222) }
  input { display: none }
  @media (max-width: 25rem) { input { display: block } }
  pre { margin: 0; width: 350px }
</style>
<main><h1>Faults</h1><p>Too dark by night</p><input><pre>wide</pre></main></html>"""


def test_faults_of_one_theme_and_of_one_width_are_found(browser: Browser) -> None:
    with window(browser, "https://example.org") as page:
        page.route("**/*", lambda route: route.fulfill(content_type="text/html", body=PAGE))
        page.goto("/")
        found = faults_at_every_width(page)
    told = [fault.split(": <")[0] for fault in found]
    assert told[0].startswith("it is ")
    assert told[0].endswith(" wide in a window of 320")
    assert told[1:] == ["light at 390: label", "dark at 390: color-contrast", "dark at 1440: color-contrast"]


def test_each_page_is_looked_at_anew(browser: Browser) -> None:
    with window(browser, "https://example.org", viewport={"width": 390, "height": 844}) as page:
        page.route("**/*", lambda route: route.fulfill(content_type="text/html", body=PAGE))
        page.goto("/")
        assert violations(page, "label") != []
        page.evaluate("document.querySelector('input').setAttribute('aria-label', 'Name')")
        assert violations(page, "label") == []
        page.reload()
        assert violations(page, "label") != []
