"""What of others is deployed: the packages of the functions' layer and of the site, each with its licence."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
LAYER = REPOSITORY / "requirements" / "layer.txt"
SITE = REPOSITORY / "site"
_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)
_TEXTS = re.compile(r"(licen[cs]e|notice|copying|authors)", re.IGNORECASE)
_OSI = "License :: OSI Approved :: "


@dataclass(frozen=True)
class Component:
    """
    A package that somebody else made.

    Attributes
    ----------
    licence
        As the package says it: an expression of SPDX, or in the words of its kind of package; empty if it says nothing.
    texts
        The files in which the licence stands whole.
    """

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...] = ()


def of_functions(lock: str, folder: Path | None = None) -> Iterator[Component]:
    """
    Yield the packages that a lock of Python pins, as they are installed in a folder, else in this environment.

    What a marker leaves out isn't installed, and so isn't there.
    """
    pinned = {_key(name) for name in _PINNED.findall(lock)}
    found = distributions(path=[str(folder)]) if folder else distributions()
    components = {_key(package.metadata["Name"]): package for package in found}
    for name in sorted(pinned & components.keys()):
        package = components[name]
        yield Component(name, package.version, _licence(package), _texts_of(package))


def of_site(folder: Path) -> Iterator[Component]:
    """Yield what npm's lock in a folder has for more than development: pages may hold parts of it."""
    packages = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    for path, package in sorted(packages.items()):
        if path and not package.get("dev"):
            installed = folder / path
            texts = sorted(text for text in installed.glob("*") if text.is_file() and _TEXTS.match(text.name))
            name = path.rpartition("node_modules/")[2]
            yield Component(name, package["version"], package.get("license", ""), tuple(texts))


def _key(name: str) -> str:
    """Return a name as Python's packages are compared by: https://peps.python.org/pep-0503/#normalized-names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _licence(package: Distribution) -> str:
    """Return the expression of newer packages, the classifiers of older ones, else what they wrote, if it is a line."""
    told = package.metadata
    classifiers = [name.removeprefix(_OSI) for name in told.get_all("Classifier", []) if name.startswith(_OSI)]
    expression, written = (told.get_all(name, [""])[0] for name in ("License-Expression", "License"))
    return expression or " OR ".join(classifiers) or ("" if "\n" in written else written)


def _texts_of(package: Distribution) -> tuple[Path, ...]:
    files = [file for file in package.files or () if ".dist-info/" in str(file) and _TEXTS.match(file.name)]
    return tuple(sorted(Path(str(file.locate())) for file in files))
