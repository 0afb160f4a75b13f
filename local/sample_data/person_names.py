"""Names that sample physicians are put together from, with all that makes names hard to compare."""

GIVEN_NAMES = (
    "Mira", "Theo", "Amara", "José", "Renée", "Søren", "Zoë", "Ngozi", "Łukasz", "Aoife", "Mary-Jane", "Jean-Luc",
    "Anne-Marie", "D'Andre", "Chloë", "Rafael", "Ingrid", "Tomás", "Priya", "Kwame", "Yuki", "Farid", "Leilani",
    "Oluwaseun", "Björn", "Beatriz", "Hana", "Dmitri", "Sunita", "Gabriel", "Marisol", "Eun-Ji", "Pádraig", "Fatima",
    "Wei", "Nadia", "Elias", "Rosa", "Caleb", "Ximena", "Idris", "Greta", "Samuel", "Thandiwe", "Viktor", "Lucía",
    "Omar", "Agnès", "Ruth", "Benedikt", "Keiko", "Malik", "Esther",
)  # fmt: skip
FAMILY_NAMES = (
    "Osei", "Brandt", "García-López", "O'Malley", "Müller", "Nuñez", "Okonkwo", "D'Angelo", "Håkansson", "Nguyễn",
    "Dvořák", "Smith-Jones", "van der Berg", "de la Cruz", "St. Clair", "Whitfield Jr.", "Al-Sayed", "Pemberton III",
    "O'Neill-Santos", "Żeleński", "Fernández", "Kowalski", "Tanaka", "Ramaswamy", "Bjørnstad", "Oyelaran",
    "Castellanos", "Whitlock", "Abernathy", "Yamamoto", "Petrov", "Lindqvist", "Achebe", "Moreau", "Silva", "Haddad",
    "Rosenthal", "Fitzgerald", "Kaplan", "Mbeki", "Jørgensen", "Villanueva", "Thornbury", "Quesada", "Bauer", "Iyer",
    "Delacroix", "McAllister", "Nakagawa", "Obi", "Strand", "Țepeș", "Vance", "Wójcik", "Ferreira", "Gül",
)  # fmt: skip
