"""The medical words that search never takes for others: those of ICD-10-CM, a work of the United States' government."""

import simple_icd_10_cm

from cmehub.search.schema import words_of

_SHORTEST = 4


def medical_words() -> str:
    """Return the file of words, one a line: those of all descriptions and of the terms that these include."""
    texts = (
        text
        for code in simple_icd_10_cm.get_all_codes()
        for text in (simple_icd_10_cm.get_description(code), *simple_icd_10_cm.get_inclusion_term(code))
    )
    words = {word for text in texts for word in words_of(text) if word.isalpha() and len(word) >= _SHORTEST}
    return "".join(f"{word}\n" for word in sorted(words))
