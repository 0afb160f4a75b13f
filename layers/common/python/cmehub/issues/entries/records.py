"""What can be wrong with a learner row beside the records that are stored."""

from cmehub.issues.entries import Entry, Severity

RECORDS: dict[str, Entry] = {
    "ALREADY_REPORTED": Entry(
        "The same record was reported before; it was not stored a second time.",
        "Nothing needs to be done.",
        severity=Severity.WARNING,
        example={},
    ),
    "EQUAL_ROW": Entry(
        "This row is equal to row {first_row}; both were taken as one record.",
        "If the learner did it twice that day, send this row again with a credit ID of its own; else do nothing.",
        severity=Severity.NOTE,
        heading="The row is equal to an earlier row of the file; both were taken as one record.",
        example={"first_row": 3},
    ),
    "ANOTHER_SAME_DAY": Entry(
        "Another record of this learner, activity and day holds {stored}; both count.",
        "If this row corrects that record, delete that one; if both are meant, nothing needs to be done.",
        severity=Severity.NOTE,
        heading="Another record of the same learner, activity and day holds other credits; both count.",
        example={"stored": "ABIM Medical Knowledge 1.5"},
    ),
    "CREDIT_ID_TAKEN": Entry(
        "The credit ID {value} belongs to another record, which is {status}.",
        "Give this credit an ID of its own, or delete the other record first.",
        heading="The credit ID belongs to another record.",
        example={"value": "ccid:cme.example.org:A8-77-1", "status": "accepted"},
        against_stored=True,
    ),
    "DELETE_NOT_ALLOWED_PENDING": Entry(
        "The record, or an earlier delete of it, still waits for {board}.",
        "Send the delete again once it is decided.",
        example={"board": "ABIM"},
        against_stored=True,
        in_cells=False,
    ),
    "ADD_NOT_ALLOWED_PENDING": Entry(
        "The delete of the same record still waits for {board}.",
        "Send the row again once the delete is decided.",
        example={"board": "ABIM"},
        against_stored=True,
        in_cells=False,
    ),
    "DELETE_NOT_ACCEPTED": Entry(
        "The record was rejected, so there is nothing to delete.",
        "Leave the row out; a corrected record can be added at once.",
        example={},
        against_stored=True,
        in_cells=False,
    ),
    "DELETE_UNKNOWN_RECORD": Entry(
        "No stored record has this learner, activity, completion date and credit.",
        "Write the activity, the date, the name, the birth day and the learner's ID as they were when it was added.",
        example={},
        fields=("action",),
        in_cells=False,
    ),
    "DELETE_DIFFERS": Entry(
        "The record of this learner, activity and day holds {stored}; the row says {value}.",
        "Write the credits as they were reported, or leave them out.",
        heading="The record of this learner, activity and day holds other credits than the row says.",
        example={"value": "ABIM Medical Knowledge 2", "stored": "ABIM Medical Knowledge 1.5"},
        against_stored=True,
    ),
    "DELETE_AMBIGUOUS": Entry(
        "The learner has several records of this activity and day: {stored}.",
        "Write the credits of the one that is to be deleted.",
        heading="The learner has several records of this activity and day.",
        example={"stored": "CME 1; CME 0.5"},
        against_stored=True,
    ),
}
