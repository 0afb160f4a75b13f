"""Sample input in the real layouts: every person and organisation in it is invented.

``python -m local.sample_data`` rewrites ``local/samples/``, the same to the byte for the same seed. With ``--rows`` it
writes one learner file of any size in constant memory; `local.sample_data.volume` has the same as functions.

One file there is not written by this package: ``learners-clean-libreoffice.xlsx`` is ``learners-clean.xlsx`` opened and
saved again by LibreOffice Calc, to show that a workbook saved by another program is read too. To make it anew::

    soffice --headless --convert-to xlsx:"Calc MS Excel 2007 XML" --outdir saved local/samples/learners-clean.xlsx
    mv saved/learners-clean.xlsx local/samples/learners-clean-libreoffice.xlsx
"""
