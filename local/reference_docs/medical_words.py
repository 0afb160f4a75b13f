"""The medical words that search never takes for others: those of ICD-10-CM, a work of the United States' government."""

import simple_icd_10_cm

from cmehub.search.schema import stem, words_of

_SHORTEST = 4
_DISEASES = "ABCDEFGHIJKLMNOPQ"
"""First letters of codes of diseases; what follows are findings, injuries, and how and where things happened."""


def medical_words() -> str:
    """Return the file of words, one a line: those of all descriptions and of the terms that these include."""
    texts = (
        text
        for code in simple_icd_10_cm.get_all_codes()
        for text in (simple_icd_10_cm.get_description(code), *simple_icd_10_cm.get_inclusion_term(code))
    )
    words = {word for text in texts for word in words_of(text) if word.isalpha() and len(word) >= _SHORTEST}
    return "".join(f"{word}\n" for word in sorted(words))


def disease_words() -> str:
    """Return the file of stems of the words that name diseases, one a line."""
    codes = (code for code in simple_icd_10_cm.get_all_codes() if code[0] in _DISEASES)
    names = map(simple_icd_10_cm.get_description, filter(simple_icd_10_cm.is_category_or_subcategory, codes))
    texts = (name for name in names if "finding" not in name.casefold())
    stems = {stem(word) for text in texts for word in words_of(text) if word.isalpha() and len(word) >= _SHORTEST}
    return "".join(f"{of_word}\n" for of_word in sorted(stems))
