"""
The documents that the hub gives out; `cmehub.formats` reads those that it takes.

Activities, learner reports with their statuses, answers about matches, and transcripts in the shapes of PARS, each as
JSON and as XML; `transcript_pdf` prints a transcript. `elements` builds the XML that all of them share.
"""
