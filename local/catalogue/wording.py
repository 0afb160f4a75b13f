"""What the catalogue's titles and descriptions are made of, beside their topics."""

TITLES = (
    "{topic}: diagnosis and management",
    "{topic} in {setting}",
    "Update on {inner}: {angle}",
    "{angle_title} in {inner}",
    "{topic} and {other}: a case-based review",
    "Recognizing {inner} early",
    "{audience}: {inner}, {angle}",
    "Managing {inner} {year}",
    "{topic}: {angle} for {setting}",
    "Challenging cases in {inner}",
    "From {other} to {inner}: {angle}",
    "{audience} on {inner}",
    "Practical approach to {inner} in {setting}",
    "{topic}, step by step: {angle}",
    "Grand rounds: {inner} and {other}",
    "{number}th annual {town} course on {inner}",
    "Journal club: {inner}, {angle}",
    "{topic}: what changed in {year}",
    "Simulation workshop: {inner} in {setting}",
    "Hands-on {inner}: {angle}",
)
ANGLES = (
    "new guidelines", "drug therapy", "imaging", "surgical options", "shared decision making", "patient safety",
    "quality measures", "team-based care", "antibiotic choice", "risk scores", "genetic testing", "telehealth visits",
    "health equity", "pain control", "nutrition", "rehabilitation", "prevention", "transitions of care",
    "perioperative care", "point-of-care ultrasound", "biologic agents", "anticoagulation", "palliative care",
    "opioid-sparing treatment", "laboratory testing", "minimally invasive techniques", "long-term follow-up",
    "controversies", "pitfalls", "emergency stabilization", "clinical trials", "medication reconciliation",
)  # fmt: skip
SETTINGS = (
    "primary care", "the emergency department", "the intensive care unit", "older adults", "children",
    "pregnancy", "rural hospitals", "the operating room", "outpatient practice", "adolescents", "athletes",
    "the hospitalized patient", "cancer survivors", "veterans", "underserved communities", "long-term care",
    "the newborn nursery", "transplant recipients", "urgent care", "the perioperative clinic",
)  # fmt: skip
AUDIENCES = (
    "Hospitalist series", "Fellows' conference", "Women in medicine", "Board review", "Tumor board",
    "Residents' day", "Morbidity and mortality conference", "Ethics rounds", "Physician leaders' forum",
    "Rural practice series", "Quality forum", "Multidisciplinary conference", "Ambulatory lecture series",
)  # fmt: skip
SENTENCES = (
    "Participants will learn to recognize {inner} and to tell it from {other}.",
    "Faculty discuss {angle} with cases from {setting}.",
    "The course covers how {inner} presents in {setting}, and when to refer.",
    "After this activity learners can choose among treatments of {inner} by the evidence.",
    "Special attention is paid to {angle} and to {other_angle}.",
    "Questions with explained answers follow each part.",
    "A panel of physicians, nurses and pharmacists debates {angle}.",
    "Small groups work through the care of a patient with {inner} and {other}.",
    "Recent trials in {inner} are weighed against daily practice.",
    "It closes a gap in practice: {inner} is often found late in {setting}.",
)
