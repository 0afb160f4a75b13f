"""The problems that only people who sign in can meet, and what a kind of problem is."""

from http import HTTPStatus
from typing import NamedTuple

from cmehub.accounts.claims import CODES_OF_ACCOUNT, TRIES_ABOUT_PERSON, TRIES_OF_ACCOUNT
from cmehub.accounts.mailed_codes import CODE_LIFE, TRIES_OF_CODE
from cmehub.accounts.team import MOST_CONTACTS
from cmehub.licensing.checks import MOST_RUNNING
from cmehub.licensing.lookups import NAMES_PER_DAY


class Problem(NamedTuple):
    """A kind of problem; the mend stands where the place that raises it knows no better one."""

    status: HTTPStatus
    title: str
    mend: str


PROBLEMS_OF_PEOPLE = {
    "SIGN_IN_MISSING": Problem(
        HTTPStatus.UNAUTHORIZED, "Nobody is signed in.", "Sign in; the page then sends the access token with each call."
    ),
    "SIGN_IN_OVER": Problem(
        HTTPStatus.UNAUTHORIZED, "The sign-in is over, or isn't one for these pages.", "Sign in again."
    ),
    "PROVIDER_NOT_CHOSEN": Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "You are a contact of several providers.",
        "Send the ID of the one to call for in the header ProviderID; GET /v1/contact lists yours.",
    ),
    # Behind CloudFront, which answers 403 with the page for files that aren't there, these can't be 403.
    "CONTACT_UNKNOWN": Problem(
        HTTPStatus.NOT_FOUND,
        "You are no contact of this provider.",
        "GET /v1/contact lists the providers whose contact you are. Ask a provider's primary contact to make you one.",
    ),
    "ROLE_TOO_LOW": Problem(
        HTTPStatus.NOT_FOUND,
        "Your role at the provider doesn't allow this.",
        "Ask the provider's primary contact for a higher one.",
    ),
    "CONTACT_THERE": Problem(
        HTTPStatus.CONFLICT,
        "They are a contact of the provider already.",
        "Change their role: PUT /v1/contacts/{contact}.",
    ),
    "CONTACT_ENDED": Problem(
        HTTPStatus.CONFLICT,
        "The account with this address was ended by whoever runs the hub.",
        "Invite them with another address, or write to whoever runs the hub.",
    ),
    "CONTACTS_TOO_MANY": Problem(
        HTTPStatus.CONFLICT,
        f"The provider has the {MOST_CONTACTS} contacts that it may have.",
        "End somebody's first: DELETE /v1/contacts/{contact}.",
    ),
    "CONTACT_CHANGED": Problem(
        HTTPStatus.CONFLICT,
        "Somebody else has just changed what they are.",
        "Read the contacts again: GET /v1/contacts.",
    ),
    "LAST_PRIMARY": Problem(
        HTTPStatus.CONFLICT,
        "They are the provider's only primary contact.",
        "Make somebody else a primary contact first.",
    ),
    "ACCOUNT_ENDS": Problem(
        HTTPStatus.CONFLICT,
        "The account is to end.",
        "Keep the account: POST /v1/me/stay. Until then it can only be looked at and downloaded.",
    ),
    "CLAIM_REFUSED": Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "Nobody was claimed.",
        "Compare names, birth day and number with what your board or state has, or try another number of yours. "
        "The answer is the same whatever the reason is. If all is right, write to whoever runs the hub.",
    ),
    "CLAIM_TRIES_SPENT": Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"The {TRIES_OF_ACCOUNT} tries a day of this account, or {TRIES_ABOUT_PERSON} about this person, are spent.",
        "Go on tomorrow (UTC), or write to whoever runs the hub.",
    ),
    "CLAIM_CONFIRMED": Problem(HTTPStatus.CONFLICT, "The claim is confirmed already.", "There is nothing to do."),
    "CODE_WRONG": Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The code is wrong, or it doesn't count any more.",
        f"Use the newest code within {CODE_LIFE.seconds // 60} minutes; after {TRIES_OF_CODE} tries ask for another.",
    ),
    "CODES_SPENT": Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"The {CODES_OF_ACCOUNT} codes that an account may ask for on a day were sent.",
        "Ask for one tomorrow (UTC), or write to whoever runs the hub.",
    ),
    "CLAIM_NEEDED": Problem(
        HTTPStatus.CONFLICT,
        "The account has claimed nobody.",
        "Claim who you are first: POST /v1/me/claims. The provider needs your name and an ID to report you.",
    ),
    "CLAIM_NOT_CONFIRMED": Problem(
        HTTPStatus.CONFLICT,
        "No claim of the account is confirmed.",
        "Confirm who you are first, with a code to the e-mail that your board or state has of you: "
        "POST /v1/me/claims/{claim_id}/code. What the hub signs about a physician goes to nobody else.",
    ),
    "CREDITS_NONE": Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "No credit that counts was completed then.",
        "Choose another span of time: GET /v1/me/credits tells which credits are accepted.",
    ),
    "CREDENTIALS_SPENT": Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "The account had 50 credentials or prints made today, and no more are made.",
        "Use one of those that you have, or go on tomorrow (UTC).",
    ),
    "ACTIVITY_UNKNOWN": Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "No activity that is listed in public has this ID.",
        "Look for the activity in the public search and take its ID of nine digits from there. If it isn't there, "
        "write to its provider.",
    ),
    "COMPLETION_DAY_WRONG": Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The activity can't have been completed on this day, or it is too late to report that.",
        "Give the day that your certificate has.",
    ),
    "CREDIT_THERE": Problem(
        HTTPStatus.CONFLICT,
        "This completion was reported already.",
        "Look at it among your credits; if a board rejected it, the reason stands there.",
    ),
    "MISSING_CREDIT_OPEN": Problem(
        HTTPStatus.CONFLICT,
        "You have asked for this credit already, and the provider has time to answer.",
        "Read what came of it: GET /v1/me/missing-credits. To ask anew, withdraw it first.",
    ),
    "MISSING_CREDIT_OVER": Problem(
        HTTPStatus.CONFLICT,
        "There is nothing to answer any more.",
        "The record has arrived, or the physician doesn't ask any more: GET /v1/missing-credits lists what is open.",
    ),
    "MISSING_CREDITS_TOO_MANY": Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "You have asked for as many credits as can be open, or be asked for on a day.",
        "Wait for answers, withdraw a request, or go on tomorrow (UTC).",
    ),
    "LICENSEE_NAMES_SPENT": Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"You have looked up the {NAMES_PER_DAY} names that an officer can look up on a day.",
        "Look licensees up by licence number or NPI, or go on when the day is over (UTC).",
    ),
    "LIST_REFUSED": Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The list can't be read.",
        "The detail says what is wrong with it, and how to mend that.",
    ),
    "ROSTER_MISSING": Problem(
        HTTPStatus.CONFLICT,
        "No roster of the state is loaded, so nobody could be found.",
        "Give your roster to whoever runs the hub.",
    ),
    "CHECKS_RUNNING": Problem(
        HTTPStatus.CONFLICT,
        f"{MOST_RUNNING} checks of the state are still running.",
        "Wait until one is done: GET /v1/licensing/{state}/checks tells how far they are.",
    ),
    "AUDIT_NOT_POSSIBLE": Problem(
        HTTPStatus.CONFLICT,
        "Nobody can be told of an audit of this check.",
        "Tell those drawn of a sample once its check is finished, and within 60 days.",
    ),
    "AUDIT_TOLD": Problem(
        HTTPStatus.CONFLICT,
        "Those drawn were told already, of another day or with other words.",
        "Nobody is told twice of one sample.",
    ),
    "AUDIT_OVER": Problem(
        HTTPStatus.CONFLICT,
        "The last day to answer is over.",
        "What you answered until then stands. Write to your licensing board if there is more to say.",
    ),
    "ROSTER_ELSEWHERE": Problem(
        HTTPStatus.CONFLICT,
        "The roster isn't at the step before this one.",
        "Read how far it is: GET /v1/licensing/{state}/rosters/{roster_id}.",
    ),
    "REPORTING_NOT_VOLUNTARY": Problem(
        HTTPStatus.CONFLICT,
        "Credits can be withheld only from states where reporting to the board is known to be voluntary.",
        "GET /v1/me/withholdings tells of each of your states whether it is, and where that was read.",
    ),
    "NEED_THERE": Problem(
        HTTPStatus.CONFLICT, "Another need of yours is the same.", "Delete this one, or say what is different."
    ),
    "NEEDS_TOO_MANY": Problem(
        HTTPStatus.CONFLICT, "You have as many needs as are kept.", "Delete one, such as one that is over."
    ),
    "OWN_CREDIT_THERE": Problem(
        HTTPStatus.CONFLICT,
        "You have entered this credit already: same title, day, amount and kind.",
        "Change the one that is there, or tell the two apart by their titles.",
    ),
    "TRANSCRIPT_TOO_LARGE": Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The transcript is larger than an answer can be.",
        "Ask for a shorter span of time, or send Accept-Encoding: gzip as browsers do.",
    ),
    "SHARES_TOO_MANY": Problem(
        HTTPStatus.CONFLICT,
        "You have as many shares as are kept.",
        "A share that is over leaves the list 30 days after its last day.",
    ),
    "SHARE_MAILS_SPENT": Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "The hub has mailed this link, or links of yours, as often as it does.",
        "Hand the link on yourself, go on tomorrow (UTC), or make another share.",
    ),
    "SHARE_CODE_NEEDED": Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The share is for one reader, who gets a code by mail.",
        "Have a code mailed to the address that the physician gave: POST /v1/shares/code. Then read with its ticket "
        "and the code; once the code was right, the ticket is enough for half an hour.",
    ),
    "SHARE_CODES_SPENT": Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "As many codes were mailed as can be for now.",
        "Use a code that you have, or ask for another one later.",
    ),
    "SHARE_OVER": Problem(
        HTTPStatus.GONE, "The share is over.", "Ask the physician who gave you the link for another one."
    ),
    "PASSCODE_NEEDED": Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY, "The share has a passcode.", "Send the passcode that the physician told you."
    ),
    "PASSCODE_WRONG": Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The passcode is wrong.",
        "Type it as the physician told you; 10 can be tried on a day.",
    ),
    "PASSCODE_TRIES_SPENT": Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "Too many wrong passcodes were tried today.",
        "Go on tomorrow (UTC), or ask the physician for another link.",
    ),
    "OWN_CREDITS_TOO_MANY": Problem(
        HTTPStatus.CONFLICT, "You have entered as many credits as are kept.", "Delete one that you don't need."
    ),
    "FILE_REFUSED": Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The file isn't a whole PDF, PNG or JPEG and nothing else.",
        "file: it has to be one of these from its first byte to its last, whatever its name is, with no archive in it. "
        "Save, print or scan it anew as one of them.",
    ),
}
