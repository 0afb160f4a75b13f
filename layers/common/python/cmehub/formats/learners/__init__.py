"""
Learner rows in each format.

Readers for workbook, XML and JSON; the cells in which a row of any format is written back.
"""
