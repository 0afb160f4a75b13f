"""A board that isn't there: ABS with rules of its own, and another rule from July 2027 on."""

import json
from importlib import resources

from cmehub.rules import packs
from cmehub.rules.packs import RulePack, read_packs

MADE_UP = "ABXY"
_SOURCE = {"source": "made up", "confidence": "L"}


def made_up_packs() -> tuple[RulePack, ...]:
    document = json.loads(resources.files(packs).joinpath("abs.json").read_bytes())
    first = document["packs"][0]
    for name in ("within", "companions", "evaluation", "statements"):
        del first[name]
    first |= {
        "credit_types": [{"name": "Burrows", **_SOURCE}],
        "practice_areas": {"names": ["Wombat Surgery"], **_SOURCE},
        "increment": {"step": 0.5, **_SOURCE},
    }
    later = {
        "effective_from": "2027-07-01",
        "evaluation": {"credit_types": ["Burrows"], "least": 80, **_SOURCE},
    }
    document |= {"board": MADE_UP, "name": "American Board of Wombats", "packs": [first, later]}
    return read_packs(json.dumps(document))
