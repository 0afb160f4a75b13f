"""What of others is deployed, under which licences, and what is told of it."""

import json
from pathlib import Path

import pytest

from infra.components import LAYER, SITE, Component, of_functions, of_site
from infra.licences import refused
from infra.notice import notice


def installed(folder: Path, name: str, *told: str, text: str = "") -> None:
    """Put a package into a folder as an installer does, with these lines of metadata."""
    info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    (info / "licenses").mkdir(parents=True)
    (info / "METADATA").write_text("\n".join(["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *told]) + "\n")
    (info / "licenses" / "LICENSE").write_text(text)
    (info / "RECORD").write_text(f"{info.name}/METADATA,,\n{info.name}/licenses/LICENSE,,\n")


def licence(folder: Path, *told: str) -> str:
    installed(folder, "sample-package", *told)
    (component,) = of_functions("sample_package==1.0 \\\n    --hash=sha256:00\n", folder)
    return component.licence


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["License-Expression: MIT", "License: something else"], "MIT"),
        (["License: Dual", "Classifier: License :: OSI Approved :: BSD License"], "BSD License"),
        (["License: Apache-2.0"], "Apache-2.0"),
        (["License: A whole", "        licence"], ""),
        ([], ""),
    ],
)
def test_a_licence_is_what_the_package_says_it_is(tmp_path: Path, told: list[str], expected: str) -> None:
    assert licence(tmp_path, *told) == expected


def test_of_an_environment_only_what_the_lock_pins_is_looked_at(tmp_path: Path) -> None:
    for name in ("pinned", "a-tool"):
        installed(tmp_path, name)
    lock = "pinned==1.0 \\\n    --hash=sha256:00\nleft-out==2.0 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n"
    assert [component.name for component in of_functions(lock, tmp_path)] == ["pinned"]


def test_of_the_site_what_only_its_making_needs_is_left_out(tmp_path: Path) -> None:
    packages = {
        "": {"name": "site"},
        "node_modules/@scope/kept": {"version": "1.0.0", "license": "MIT"},
        "node_modules/kept/node_modules/inner": {"version": "2.0.0"},
        "node_modules/tool": {"version": "3.0.0", "license": "GPL-3.0-only", "dev": True},
    }
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": packages}))
    (tmp_path / "node_modules" / "@scope" / "kept").mkdir(parents=True)
    text = tmp_path / "node_modules" / "@scope" / "kept" / "LICENSE.md"
    text.write_text("Do as you like.")
    assert list(of_site(tmp_path)) == [
        Component("@scope/kept", "1.0.0", "MIT", (text,)),
        Component("inner", "2.0.0", ""),
    ]


@pytest.mark.parametrize(
    ("name", "licence", "left"),
    [
        ("sample", "MIT", ""),
        ("sample", "MPL-2.0 AND (Apache-2.0 OR MIT)", ""),
        ("sample", "MIT License OR MIT No Attribution License (MIT-0)", ""),
        ("sample", "GPL-3.0-only", "GPL-3.0-only"),
        ("sample", "MIT AND (AGPL-3.0-only OR Apache-2.0)", "AGPL-3.0-only"),
        ("sample", "", "it doesn't say"),
        ("@uswds/uswds", "SEE LICENSE IN LICENSE.md", ""),
        ("@uswds/uswds", "GPL-2.0-only", "GPL-2.0-only"),
        ("sample", "SEE LICENSE IN LICENSE.md", "SEE LICENSE IN LICENSE.md"),
    ],
)
def test_what_nobody_allowed_is_named_with_its_licence(name: str, licence: str, left: str) -> None:
    expected = [f"{name} 1.0: licence not allowed: {left}"] if left else []
    assert list(refused([Component(name, "1.0", licence)])) == expected


def test_what_is_deployed_is_known_and_allowed() -> None:
    functions, site = list(of_functions(LAYER.read_text("utf-8"))), list(of_site(SITE))
    assert {"pydantic", "lxml", "typst"} <= {component.name for component in functions}
    assert {"preact", "@uswds/uswds"} <= {component.name for component in site}
    assert list(refused([*functions, *site])) == []


def test_the_notice_has_each_package_with_its_licence_whole(tmp_path: Path) -> None:
    installed(tmp_path, "sample-package", "License-Expression: MIT", text="Permission is hereby granted.")
    told = notice(of_functions("sample-package==1.0 \\\n", tmp_path))
    assert "sample-package 1.0\nLicence: MIT\n\nPermission is hereby granted." in told
