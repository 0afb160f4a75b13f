"""Names of populations that share names, from Faker's tables: Chinese, Indian and Hispanic ones."""

from collections import defaultdict
from collections.abc import Mapping
from random import Random

from faker.providers.person.en_IN import Provider as Indian
from faker.providers.person.es_CO import Provider as Colombian
from faker.providers.person.zh_TW import Provider as Taiwanese

_DOUBLE = 0.4
_FLATTENING = 2
"""Faker has no frequencies of Indian names: they fall off by rank, at a pace by which namesakes are as many as among
real licensees of Indian names."""


class SharedNames:
    """
    Draws names of a population by how often they are borne.

    Parameters
    ----------
    random
        Chance.
    given, family
        How often each name is borne.
    double
        The share of people with two family names.
    """

    def __init__(
        self, random: Random, given: Mapping[str, float], family: Mapping[str, float], double: float = 0
    ) -> None:
        self._random = random
        self._given = [*given], [*given.values()]
        self._family = [*family], [*family.values()]
        self._double = double

    def given_name(self) -> str:
        """Return a given name."""
        return self._random.choices(*self._given)[0]

    def family_name(self) -> str:
        """Return a family name."""
        names = self._random.choices(*self._family, k=2)
        return "-".join(names) if self._random.random() < self._double else names[0]


def chinese(random: Random) -> SharedNames:
    """Return Chinese names in Latin letters; given names are put together from a first and a second syllable."""
    firsts, seconds = defaultdict[str, float](float), defaultdict[str, float](float)
    for name, often in Taiwanese.first_romanized_names.items():
        first, _, second = name.title().partition("-")
        firsts[first] += often
        seconds[second] += often
    given = {f"{first}-{second}": firsts[first] * seconds[second] for first in firsts for second in seconds if second}
    return SharedNames(random, given, {name.title(): often for name, often in Taiwanese.last_romanized_names.items()})


def indian(random: Random) -> SharedNames:
    """Return Indian names."""
    return SharedNames(random, _by_rank(random, Indian.first_names), _by_rank(random, Indian.last_names))


def hispanic(random: Random) -> SharedNames:
    """Return Hispanic names, of which two in five are double."""
    return SharedNames(random, Colombian.first_names, Colombian.last_names, _DOUBLE)


def _by_rank(random: Random, names: tuple[str, ...]) -> dict[str, float]:
    ranked = random.sample(names, len(names))
    return {name: 1 / (rank + _FLATTENING) for rank, name in enumerate(ranked, 1)}
