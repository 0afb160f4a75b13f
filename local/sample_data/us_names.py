"""Names as often as people in the United States have them, from Faker's tables, and of others a few."""

from random import Random

from faker.providers.person.en_US import Provider

from local.sample_data.person_names import FAMILY_NAMES, GIVEN_NAMES

_FROM_ELSEWHERE, _DOUBLE, _SUFFIXED = 0.1, 0.03, 0.015
_SUFFIXES = (" Jr.", " III", ", Sr.")
_GIVEN = [dict(Provider.first_names_female), dict(Provider.first_names_male)]
_FAMILY = dict(Provider.last_names)


class UsNames:
    """
    Draws names.

    A tenth of family names and a tenth of given names come from `person_names`, which are hard to write; a few family
    names are double, or have a suffix. Only a thousand family names are known by their frequency, so that namesakes are
    met more often than in life.
    """

    def __init__(self, random: Random) -> None:
        self._random = random
        self._given = [([*names], [*names.values()]) for names in _GIVEN]
        self._family = [*_FAMILY], [*_FAMILY.values()]

    def given_name(self) -> str:
        """Return a given name."""
        if self._random.random() < _FROM_ELSEWHERE:
            return self._random.choice(GIVEN_NAMES)
        names, weights = self._random.choice(self._given)
        return self._random.choices(names, weights)[0]

    def family_name(self) -> str:
        """Return a family name."""
        chance = self._random.random()
        if chance < _FROM_ELSEWHERE:
            return self._random.choice(FAMILY_NAMES)
        names = self._random.choices(*self._family, k=2)
        if chance < _FROM_ELSEWHERE + _DOUBLE:
            return "-".join(names)
        if chance < _FROM_ELSEWHERE + _DOUBLE + _SUFFIXED:
            return names[0] + self._random.choice(_SUFFIXES)
        return names[0]
