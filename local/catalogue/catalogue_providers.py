"""Invented providers of the catalogue: a few large ones and many small ones."""

from functools import cache
from itertools import accumulate, product

from cmehub.accounts.providers import Provider

PROVIDERS = 1_700
_FIRST_ID = 2_000_000
_NAMES = (
    "Ashgrove", "Bellhaven", "Briar Lake", "Calder Valley", "Cedar Bluff", "Clearwell", "Copper Ridge", "Crestmoor",
    "Dunmere", "Eastwick", "Elkhorn Bay", "Fairhollow", "Fernvale", "Foxglove", "Glenharbor", "Granite Pass",
    "Greywater", "Harrowgate", "Hazelmere", "Ironwood", "Juniper Hill", "Kestrel Point", "Lakemont",
    "Larkspur", "Longmeadow", "Maple Crossing", "Marrowstone", "Millbrook Falls", "Northhaven", "Oakhurst Plains",
    "Old Quarry", "Pinecroft", "Prairie Star", "Quillon", "Ravensworth", "Redstone", "Riverbend", "Saltmarsh",
    "Silverton Park", "Stonebridge", "Summerfield", "Tallgrass", "Thornbury", "Upper Falls", "Valecrest", "Westerly",
    "Whitcombe", "Willow Creek", "Windmere", "Yarrow Springs",
)  # fmt: skip
_KINDS = (
    "Medical Center", "Health System", "University School of Medicine", "Children's Hospital", "Academy of Physicians",
    "Medical Society", "Heart Institute", "Cancer Center", "Veterans Hospital", "Community Hospital",
    "Society of Anesthesiologists", "College of Surgeons", "Foundation for Medical Education", "Clinic",
    "Regional Health Network", "Board Review Courses", "Institute for Patient Safety", "Orthopaedic Institute",
    "Eye Institute", "Pediatric Society", "Society of Pathologists", "Journal of Medicine", "Public Health Institute",
    "Hospice and Palliative Network", "Rehabilitation Hospital", "Women's Hospital", "Lung Association",
    "Diabetes Alliance", "Emergency Physicians Group", "Neuroscience Institute", "Kidney Foundation",
    "State Medical Association", "Online Learning Collaborative", "Primary Care Network",
)  # fmt: skip


@cache
def catalogue_providers() -> tuple[Provider, ...]:
    """Return the providers."""
    names = [f"{name} {kind}" for kind, name in product(_KINDS, _NAMES)][:PROVIDERS]
    return tuple(Provider(provider_id=str(_FIRST_ID + place * 37), name=name) for place, name in enumerate(names))


@cache
def provider_weights() -> list[float]:
    """Return for `random.choices` how much each provider offers, added up."""
    return [*accumulate(1 / (1 + place) ** 0.8 for place in range(PROVIDERS))]
