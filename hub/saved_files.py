"""Files that commands save where they were told to."""

from pathlib import Path

from hub.errors import UserError


def save(path: Path, content: bytes, option: str = "--out") -> None:
    """
    Write a new file.

    Raises
    ------
    UserError
        If there is one already; ``option`` is where another can be named.
    OSError
        If it can't be written there.
    """
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise UserError(f"{path} is there already. Name another file with {option}.") from None
