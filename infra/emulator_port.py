"""The one thing that a stack on this machine isn't told before it is deployed: at which port the emulator answers."""

from aws_cdk import CfnParameter
from constructs import Construct

EMULATOR_PORT = "EmulatorPort"
"""The parameter that `local.deployment` fills in."""


class EmulatorPort:
    """The port, which addresses for browsers need."""

    def __init__(self, scope: Construct) -> None:
        self._port = CfnParameter(
            scope, EMULATOR_PORT, type="Number", min_value=1, max_value=65535, description="Where the emulator answers."
        )

    @property
    def number(self) -> int:
        """The port."""
        return int(self._port.value_as_number)

    @property
    def text(self) -> str:
        """The port, in an address."""
        return self._port.value_as_string

    @property
    def url(self) -> str:
        """The emulator's address."""
        return f"http://127.0.0.1:{self.text}"
