"""
Activity rows in each format.

Readers for workbook, XML, JSON and PARS's tab-delimited templates; the table of the workbook's columns, and the cells
in which a row of any format is written back.
"""
