"""How to bring about what can be wrong with a row of any kind."""

from cmehub.formats.activities.layouts import TEMPLATES
from cmehub.sandbox.file_recipes import learner_reports, module
from cmehub.sandbox.other_provider import OTHER_PROVIDER
from cmehub.sandbox.people import STRANGER
from cmehub.sandbox.scene import Recipe, Scene, cme_line, file, records
from cmehub.sandbox.steps import Shown, Step

_TEMPLATE = "Template D"


def tab_row(scene: Scene, *more: str) -> list[str]:
    """Return a good row of a tab-delimited activity file."""
    columns = {
        "provider_activity_id": f"SANDBOX-{scene.run}-TAB",
        "title": "An activity of the sandbox",
        "activity_date": scene.day(),
        "city": "Tulsa",
        "state": "OK",
        "country": "USA",
        "providership": "Direct",
        "activity_type": "C",
        "credits": "4",
        "description": "Made by a fixture.",
    }
    return [_TEMPLATE, *(columns.get(str(name), "") for name in TEMPLATES[_TEMPLATE.lower()][1:]), *more]


def tab_file(scene: Scene, second: list[str]) -> list[Step]:
    """Return the step that posts a good row and another as a tab-delimited file."""
    lines = "\n".join("\t".join(cells) for cells in (tab_row(scene), second))
    return [file("activities.txt", lines.encode())]


def _twice(scene: Scene) -> list[Step]:
    record = scene.record(STRANGER, cme_line())
    return [scene.saved(), records(record, record)]


def _mixed_providers(scene: Scene) -> list[Step]:
    return [scene.saved(), file("learners.json", learner_reports(scene, scene.provider_id, OTHER_PROVIDER))]


def _two_dates(scene: Scene) -> list[Step]:
    dated = module(scene, CompletedDateTime=[scene.day(-1), scene.day()])
    return [scene.saved(), file("learners.json", learner_reports(scene, scene.provider_id, modules=[dated]))]


def _matches(title: str, *lines: bytes) -> Recipe:
    content = b"\r\n".join((b"First Name,Last Name,Date of Birth", *lines))
    return Recipe(title, lambda _scene: [file("matches.csv", content)], Shown.REPORT)


ROWS: dict[str, Recipe] = {
    "FIELD_MISSING": Recipe(
        "A record without a completion date",
        lambda scene: [scene.saved(), records(scene.record(STRANGER, cme_line(), completion_date=None))],
    ),
    "FIELD_FORMAT": Recipe(
        "A date that no calendar has",
        lambda scene: [scene.saved(), records(scene.record(STRANGER, cme_line(), completion_date="31/31/2026"))],
    ),
    "FIELD_REPAIRED": Recipe(
        "A name with a typographic apostrophe",
        lambda scene: [scene.saved(), records(scene.record(STRANGER, cme_line(), family_name="O\u2019Nowhere"))],
    ),
    "GIVEN_TWICE": Recipe("A file with two completion dates for one module", _two_dates, Shown.REPORT),
    "QUOTE_NOT_CLOSED": _matches(
        "A quotation mark that isn't closed", b'"Hesper,Nowhere,08/18', b"Hesper,Nowhere,08/18"
    ),
    "LINE_ENCODING": _matches("A byte that no encoding has", b"Hesper\x81,Nowhere,08/18"),
    "FILE_CUT_OFF": _matches("A file that ends within a character", b"Zo\xc3"),
    "CELL_ERROR": _matches("A cell without a value, as Excel shows it", b"#N/A,Nowhere,08/18"),
    "FORMULA_NOT_COMPUTED": _matches("A formula instead of its result", b"=B2,Nowhere,08/18"),
    "NAME_GARBLED": _matches("A name that lost a letter", b"H?sper,Nowhere,08/18"),
    "BIRTH_DATE_FUTURE": _matches("A birth date that is yet to come", b"Hesper,Nowhere,8/18/2999"),
    "DUPLICATE_ROW": Recipe("The same record twice in one call", _twice),
    "PROVIDER_MISMATCH": Recipe("A file with a row of another provider", _mixed_providers, Shown.REPORT),
    "COLUMN_COUNT": Recipe(
        "A tab-delimited row with too few columns", lambda scene: tab_file(scene, [_TEMPLATE, "", "X"]), Shown.REPORT
    ),
    "TAB_TEMPLATE": Recipe(
        "A tab-delimited row of no template",
        lambda scene: tab_file(scene, ["Template X", *tab_row(scene)[1:]]),
        Shown.REPORT,
    ),
    "MOC_IN_TAB_FILE": Recipe(
        "A MOC registration in a tab-delimited file",
        lambda scene: tab_file(scene, tab_row(scene, "MOC points", "2")),
        Shown.REPORT,
    ),
}
