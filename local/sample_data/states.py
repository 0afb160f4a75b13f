"""The licensing states that sample physicians practise in: the workbook takes names, XML takes codes."""

STATE_CODES = {
    "California": "CA",
    "Colorado": "CO",
    "District of Columbia": "DC",
    "Georgia": "GA",
    "Illinois": "IL",
    "Maine": "ME",
    "Minnesota": "MN",
    "New York": "NY",
    "North Carolina": "NC",
    "Ohio": "OH",
    "Oklahoma": "OK",
    "Puerto Rico": "PR",
    "Texas": "TX",
    "Utah": "UT",
    "Vermont": "VT",
    "Washington": "WA",
}
