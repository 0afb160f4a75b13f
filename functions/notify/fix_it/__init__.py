"""The fix-it workbook: a sender's rows back, the bad cells coloured, and beside them what to do."""
