"""How to bring about the problems of calls."""

from cmehub.api.versions import VERSION_HEADER
from cmehub.sandbox.activity_recipes import ACTIVITIES
from cmehub.sandbox.learner_recipes import LEARNERS
from cmehub.sandbox.refused_keys import RefusedKey, refused_key
from cmehub.sandbox.scene import Recipe, Scene, call, file
from cmehub.sandbox.steps import Step

_NOT_THERE = Step(method="GET", path="/v1/submissions/none")
_WITHOUT_KEY = _NOT_THERE.model_copy(update={"with_key": False})


def _with(step: Step, headers: dict[str, str]) -> Step:
    return step.model_copy(update={"headers": step.headers | headers})


def _with_key(title: str, which: RefusedKey) -> Recipe:
    return Recipe(title, lambda scene: [_authorised(str(refused_key(scene.provider_id, which)))])


def _authorised(text: str) -> Step:
    return _with(_WITHOUT_KEY, {"Authorization": f"Bearer {text}"})


def _key_used_twice(scene: Scene) -> list[Step]:
    some = (scene.saved(title=title) for title in ("An activity", "Another one"))
    return [_with(step, {"Idempotency-Key": scene.run}) for step in some]


def _changed_meanwhile(scene: Scene) -> list[Step]:
    change = call(f"/v1/activities/{scene.activity_id()}", scene.activity(), method="PUT")
    return [scene.saved(), _with(change, {"If-Match": '"0-Draft"'})]


def _there_already(scene: Scene) -> list[Step]:
    return [scene.saved(), _with(scene.saved(), {"If-None-Match": "*"})]


def _part_missing(_scene: Scene) -> list[Step]:
    wanted = {"file_name": "a.csv", "size": 1, "sha256": "0" * 64, "parts": ["0" * 64]}
    return [call("/v1/uploads", wanted), Step(path="/v1/uploads/{token}/complete")]


PROBLEM_RECIPES: dict[str, Recipe] = {
    "KEY_MISSING": Recipe("A call without a key", lambda _: [_WITHOUT_KEY]),
    "KEY_UNKNOWN": Recipe("A call with a key that isn't one", lambda _: [_authorised("cmeh_0000000")]),
    "KEY_REVOKED": _with_key("A call with a revoked key", RefusedKey.REVOKED),
    "KEY_EXPIRED": _with_key("A call with an expired key", RefusedKey.EXPIRED),
    "TOKEN_INVALID": Recipe("A call with a token that nobody signed", lambda _: [_authorised("a.b.c")]),
    "SCOPE_MISSING": _with_key("A call with a key that allows nothing", RefusedKey.WITHOUT_SCOPES),
    "RATE_EXCEEDED": _with_key("A call with a key of no calls per minute", RefusedKey.OUT_OF_MINUTE),
    "QUOTA_EXCEEDED": _with_key("A call with a key of no calls per day", RefusedKey.OUT_OF_DAY),
    "NOT_FOUND": Recipe("A submission that there isn't", lambda _: [_NOT_THERE]),
    "REQUEST_INVALID": Recipe("An activity with a field that there isn't", lambda scene: [scene.saved(colour="blue")]),
    "METHOD_NOT_ALLOWED": Recipe(
        "The delete of a submission", lambda _: [_NOT_THERE.model_copy(update={"method": "DELETE"})]
    ),
    "CONTENT_TYPE_UNSUPPORTED": Recipe(
        "A document that is said to be text", lambda scene: [_with(scene.saved(), {"Content-Type": "text/plain"})]
    ),
    "FILE_NAME_MISSING": Recipe("A file without a name", lambda _: [file("", b"-")]),
    "FILE_NOT_BINARY": Recipe(
        "A file that a gateway took for text",
        lambda _: [file("learners.txt", "\N{REPLACEMENT CHARACTER}".encode(), "text/plain")],
    ),
    "CONTENT_TOO_LARGE": Recipe(
        "A place for a file of 3 GB",
        lambda _: [call("/v1/uploads", {"file_name": "a.csv", "size": 3_000_000_000, "sha256": "0" * 64})],
    ),
    "UPLOAD_INCOMPLETE": Recipe("A file in one part, which isn't there when it is completed", _part_missing),
    "ROWS_REFUSED": Recipe("A call none of whose rows is taken", LEARNERS["ACTIVITY_NOT_FOUND"].steps),
    "ROWS_CONFLICT": Recipe("A change against which learners stand", ACTIVITIES["ACTIVITY_HAS_LEARNERS"].steps),
    "NOT_YOURS": Recipe("A learner of another provider's activity", LEARNERS["NOT_YOUR_ACTIVITY"].steps),
    "IDEMPOTENCY_KEY_REUSED": Recipe("One Idempotency-Key for two calls", _key_used_twice),
    "ACTIVITY_THERE": Recipe("A new activity that is there already", _there_already),
    "ACTIVITY_CHANGED": Recipe("A change of an older state", _changed_meanwhile),
    "VERSION_UNKNOWN": Recipe(
        "A version that there isn't", lambda _: [_with(_NOT_THERE, {VERSION_HEADER: "1999-01-01"})]
    ),
}
