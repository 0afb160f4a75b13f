"""A catalogue of invented activities of any size, so that search can be tried and measured.

The words are real: topics are descriptions of ICD-10-CM, places are towns of the United States, practice areas and
credit types are those of the boards' rule packs. Providers and activities are invented. The same place in the catalogue
always holds the same activity, so a small catalogue is the beginning of a large one.
"""
