"""What activities are about: descriptions of ICD-10-CM, with the practice areas that care for them."""

import re
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import simple_icd_10_cm

_AREAS: dict[str, tuple[str, ...]] = {
    "A": ("Infectious Disease", "Internal Medicine", "Pediatric Infectious Diseases", "General Pediatrics"),
    "B": ("Infectious Disease", "Internal Medicine", "Infectious Diseases/Medical Microbiology"),
    "C": ("Medical Oncology", "Complex General Surgical Oncology", "Surgical Pathology", "General Thoracic"),
    "D": ("Hematology", "Pediatric Hematology-Oncology", "Hematopathology (LN, spleen)", "Internal Medicine"),
    "E": ("Endocrinology, Diabetes, and Metabolism", "Internal Medicine", "Pediatric Endocrinology",
          "Bariatric Surgery"),
    "F": ("Internal Medicine", "Developmental-Behavioral Pediatrics", "Adolescent Medicine", "Brain Injury"),
    "G": ("Neurocritical Care", "Pediatric Neurology", "Sleep Medicine", "Pain Medicine", "Neuromuscular"),
    "H": ("Comprehensive", "Retina/Vitreous", "Glaucoma", "Otology", "General Otolaryngology"),
    "I": ("Cardiovascular Disease", "Interventional Cardiology", "Cardiac Anesthesia", "Pediatric Cardiology",
          "Vascular Surgery", "Adult Cardiac", "Advanced Heart Failure and Transplant Cardiology"),
    "J": ("Pulmonary Disease", "Critical Care Medicine", "Pediatric Pulmonology", "Thoracic Anesthesia"),
    "K": ("Gastroenterology", "General Surgery", "Pediatric Gastroenterology", "Transplant Hepatology"),
    "L": ("Internal Medicine", "Dermatopathology", "General Pediatrics"),
    "M": ("Rheumatology", "Adult Reconstruction", "Surgery of the Spine", "Orthopaedic Sports Medicine",
          "Shoulder and Elbow", "Physical Medicine & Rehabilitation"),
    "N": ("Nephrology", "Pediatric Nephrology", "Renal/Medical Renal", "Internal Medicine"),
    "O": ("Obstetric Anesthesia", "Internal Medicine", "Placenta"),
    "P": ("Neonatal-Perinatal Medicine", "General Pediatrics", "Pediatric Anesthesia"),
    "Q": ("General Pediatrics", "Pediatric Surgery", "Congenital Cardiac", "Pediatric Orthopaedic Surgery"),
    "R": ("Hospital Medicine", "Internal Medicine", "General Operative Anesthesia"),
    "S": ("Orthopaedic Trauma", "Trauma", "Surgical Critical Care", "Foot and Ankle", "Surgery of the Hand"),
    "T": ("Medical Toxicology", "Pediatric Emergency Medicine", "Surgical Critical Care"),
}  # fmt: skip
"""The practice areas for the codes that begin with a letter."""

_TOO_FINE = re.compile(
    r"\b(other|unspecified|encounter|sequela|left|right|bilateral|elsewhere|fetus \d|trimester|assault|initial|without"
    r"|nihss|not having|finding of|findings of|undetermined|coma scale|self-harm)\b",
    re.IGNORECASE,
)
_SHORTEST, _LONGEST = 6, 58
_CATEGORY = 3
"""Letters of the code of a whole category."""
_CATEGORY_WEIGHT = 6


class Topic(NamedTuple):
    """A topic and the practice areas that care for it."""

    name: str
    areas: tuple[str, ...]


@cache
def topics() -> tuple[tuple[Topic, ...], list[float]]:
    """Return the topics, and for `random.choices` how often each is met, added up: some are met far oftener."""
    found: dict[str, str] = {}
    for code in simple_icd_10_cm.get_all_codes():
        if code[0] in _AREAS and simple_icd_10_cm.is_category_or_subcategory(code):
            name = re.sub(r"\s*[\[(].*?[\])]", "", simple_icd_10_cm.get_description(code)).strip()
            if _SHORTEST <= len(name) <= _LONGEST and not _TOO_FINE.search(name):
                found.setdefault(name, code)
    weights = [
        (_CATEGORY_WEIGHT if len(code) == _CATEGORY else 1) / (1 + place * 17 % len(found)) ** 0.7
        for place, code in enumerate(found.values())
    ]
    return tuple(Topic(name, _AREAS[code[0]]) for name, code in found.items()), [*accumulate(weights)]
