"""What states ask their licensees to learn, and the words by which an activity's topics are known to be about it."""

import re
from functools import lru_cache

from cmehub.people.states import STATES


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()


TOPICS: dict[str, tuple[str, ...]] = {
    "behavioral health": ("behavioral health", "mental health"),
    "child abuse": ("child abuse", "child maltreatment", "abusive head trauma"),
    "controlled substances": ("controlled substance", "controlled substances", "controlled dangerous substances",
                              "drug diversion", "prescribing practices"),
    "cultural competency": ("cultural competency", "cultural competence"),
    "dementia": ("dementia", "dementias", "alzheimer", "alzheimers"),
    "dependent adult abuse": ("dependent adult abuse", "elder abuse", "adult abuse"),
    "domestic violence": ("domestic violence", "intimate partner violence"),
    "duty to report": ("duty to report",),
    "electronic health records": ("electronic health record", "electronic health records"),
    "end of life care": ("end of life", "palliative", "hospice", "terminally ill", "dying patients"),
    "geriatric medicine": ("geriatric", "geriatrics", "gerontology", "older patients"),
    "health equity": ("health equity", "health disparities"),
    "HIV and AIDS": ("hiv",),
    "human trafficking": ("human trafficking",),
    "implicit bias": ("implicit bias", "unconscious bias", "unrecognized bias"),
    "infection control": ("infection control", "infection prevention"),
    "infectious diseases": ("infectious disease", "infectious diseases", "hiv"),
    "jurisprudence": ("jurisprudence", "laws and rules", "medical practice act", "board s regulations"),
    "LGBTQ care": ("lgbt", "lgbtq"),
    "medical errors": ("medical error", "medical errors"),
    "medical ethics": ("ethics", "professional responsibility"),
    "nutrition": ("nutrition", "metabolic health"),
    "opioids": ("opioid", "opioids"),
    "pain management": ("pain", "symptom management"),
    "patient safety": ("patient safety", "medical error", "medical errors"),
    "professional boundaries": ("professional boundaries", "sexual misconduct"),
    "public health priorities": ("public health priorities", "public health priority"),
    "risk management": ("risk management", "malpractice prevention"),
    "sexual assault": ("sexual assault", "sexual violence"),
    "sexual harassment": ("sexual harassment",),
    "substance use disorders": ("substance use", "substance abuse", "addiction", "addictions",
                                "sbirt"),
    "suicide prevention": ("suicide",),
}  # fmt: skip
"""
By the name that duties use: phrases, of which one has to stand in the name of an activity's domain or topic.

They are written without capitals and marks. Which words states themselves use was read in the overview of the
Federation of State Medical Boards that the packs name as their source; providers are free in how they name a topic.
"""


_STATES_BY_NAME = sorted(
    ((_plain(name), letters) for letters, name in STATES.items()), key=lambda pair: len(pair[0]), reverse=True
)


@lru_cache(maxsize=4096)
def topics_in(text: str) -> frozenset[str]:
    """Return the topics that the name of an activity's domain or topic speaks of."""
    words = f" {_plain(text)} "
    return frozenset(topic for topic, phrases in TOPICS.items() if any(f" {phrase} " in words for phrase in phrases))


@lru_cache(maxsize=4096)
def states_in(text: str) -> frozenset[str]:
    """Return the letters of the states whose full names stand in a text: of West Virginia, not Virginia's too."""
    words = f" {_plain(text)} "
    found = set()
    for name, letters in _STATES_BY_NAME:
        if f" {name} " in words:
            found.add(letters)
            words = words.replace(f" {name} ", " . ")
    return frozenset(found)
