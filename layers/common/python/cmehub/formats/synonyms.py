"""
What else means a column, by the heading of its template; case, blanks, the order of words and plurals don't matter.

A name that two columns of a table have is asked about, and never taken for either.
"""

_CREDITS = ("Credits", "Credits Awarded", "Credits Earned", "Points", "Points Awarded", "Points Earned")
_DATES = ("Activity Date", "Date", "Dates")

SYNONYMS: dict[str, tuple[str, ...]] = {
    # of learners, most of them of matches too
    "Record Action": ("Action", "Learner Action", "Activity Record Action", "Learner Record Action", "Add or Delete"),
    "ACCME Activity ID": (
        *("Activity ID", "ACCME ID", "PARS ID", "PARS Activity ID", "ACCME Activity Number", "Module ID"),
    ),
    "Completion Date": (
        *("Date Completed", "Completed Date", "Completed On", "Completed Date Time", "Activity Completion Date"),
        *("Credit Date",),
    ),
    "First Name": ("Given Name", "Forename", "First", "Learner First Name", "Physician First Name"),
    "Last Name": ("Family Name", "Surname", "Last", "Learner Last Name", "Physician Last Name"),
    "Date of Birth": ("DOB", "Birth Date", "Birth Day", "Birth Month Day", "Birth Month and Day"),
    "Licensing State": ("State", "License State", "State License", "Medical License State"),
    "Licensing ID or NPI": (
        *("License ID", "License Number", "State License ID", "State License Number", "Medical License ID"),
        *("Medical License Number", "State Medical License ID", "State Medical License Number", "NPI", "NPI Number"),
        *("License Number or NPI", "License or NPI"),
    ),
    "Number of CME Credits": (
        *("CME Credits", "Total CME Credits", "CME Credits Awarded", "CME Credits Earned", "AMA Credits"),
        *("AMA PRA Category 1 Credits", "AMA PRA Category 1 Credits Awarded", *_CREDITS),
    ),
    "Certifying Board": ("Board", "Board Name", "Board Code", "Specialty Board", "MOC Board", "Certification Board"),
    "Certifying Board ID": (
        *("Board ID", "Board Number", "Certifying Board Number", "Board Certification ID", "Diplomate ID"),
        *("Diplomate Number",),
    ),
    "Total Board Credits": (
        *("Board Credits", "Board Points", "Total Board Points", "MOC Points", "MOC Credits", "Total MOC Points"),
        *("Total MOC Credits", "Number of MOC Points", "MOC Points Awarded", "MOC Points Earned", *_CREDITS),
    ),
    "Credit Type": ("Board Credit Type", "MOC Credit Type", "Type of MOC Credit", "MOC Point Type"),
    "Credits Awarded for Credit Type": (
        *("Credits for Credit Type", "Points for Credit Type", "Points Awarded for Credit Type", *_CREDITS),
    ),
    "State of Primary Practice": ("State", "Practice State"),
    "DEA Registration": ("DEA Registered",),
    "Time in Practice": ("Years in Practice",),
    "Regulation": ("Regulation Label",),
    "Permission to Share": (
        *("Learner Permission", "Permission", "Permission Given", "Share Permission", "Consent", "Learner Consent"),
        *("Consent to Share", "Permission to Report"),
    ),
    "Row ID": ("Row", "Row Number", "Record ID"),
    # of activities
    "Provider Activity ID": ("Internal ID", "Internal Activity ID", "Provider's Activity ID", "Own Activity ID"),
    "Activity Title": ("Title", "Activity Name", "Course Title", "Course Name"),
    "Description": ("Activity Description", "Description of Content"),
    "Activity Format": ("Format", "Activity Type"),
    "Delivery Methods": ("Delivery", "Activity Delivery"),
    "Start Date": ("Activity Start Date", "Date Started", "Begin Date", "Starts On", *_DATES),
    "End Date": ("Activity End Date", "Date Ended", "Finish Date", "Ends On", *_DATES),
    "City": ("Activity City",),
    "State": ("Activity State", "State or Province"),
    "Country": ("Activity Country", "Country Code"),
    "AMA PRA Category 1 Credits": (
        *("AMA PRA Category 1", "Number of AMA PRA Category 1 Credits", "AMA Credits", "CME Credits", "Credits"),
        *("Number of AMA PRA Category 1 Credits Designated", "Number of CME Credits"),
    ),
    "Providership": ("Sponsorship", "Activity Sponsorship", "Direct or Joint"),
    "Joint Providers": ("Joint Sponsors", "Joint Provider Names"),
    "Activity URL": ("URL", "Web Address", "Website", "Activity Website", "Link"),
    "Listed in CME Passport": ("CME Passport", "List in CME Passport", "For Public List", "Listed in CME Finder"),
    "Fee": ("Fee for Participation", "Participation Fee"),
    "Registration": ("Activity Registration",),
    "Practice Areas": ("Specialties",),
    "Physicians": ("Number of Physicians", "Physician Learners", "Physician Participants"),
    "Other Learners": ("Number of Other Learners", "Non-Physicians", "Number of Non-Physicians", "Other Participants"),
    "Commercial Support": ("Commercial Support Received",),
    "MIPS Improvement Activity": ("MIPS", "MIPS Activity"),
    "State Content": ("Has State Content", "Has State Content Tags"),
    "Close Activity": ("Close", "Close Activity Record"),
}
