"""A physician who has credentials made, and whoever verifies them."""

import json
from typing import Any

import jwt
import pytest
from openbadgeslib.ob3.status import decode_encoded_list, set_indices

from tests.people_access import SITE, asked
from tests.physician_mails_hub import MailApi

KEYS, LISTS = "/.well-known/jwks.json", "/v1/status-lists/"


class CredentialApi(MailApi):
    """The routes, and the reports and boards' answers that revoke what was made."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        super().__init__(patch)
        self.revoked = 0
        self.confirm()

    def confirm(self) -> None:
        """Let the claim be confirmed."""
        (claim,) = self.hub.accounts.claims(self.zoe)
        confirmed = claim.model_copy(update={"confirmed_at": self.hub.now})
        assert self.hub.accounts.change(self.zoe, claim, confirmed)

    def announce(self, times: int = 1) -> None:
        events, self.hub.event_messages = self.hub.event_messages, []
        for event in events:
            for _ in range(times):
                self.revoked += self.hub.taking_back.take(event)

    def make(self, **given: Any) -> Any:
        """Have a credential made; a second passes, as between any two."""
        self.hub.now = self.hub.now.replace(second=(self.hub.now.second + 1) % 60)
        status, made = self.call("POST", "/v1/me/credentials", given)
        assert status == 201, made
        return made

    def badge(self) -> Any:
        found = self.call("GET", "/v1/me/credits")[1]["credits"]
        credit = next(credit for credit in found if credit["kind"] == "MOC")
        return self.make(credit={name: credit[name] for name in ("record", "board", "credit_type")})

    def listed(self, sub: str | None = None) -> list[Any]:
        return list(self.call("GET", "/v1/me/credentials", sub=sub)[1]["credentials"])

    def states(self) -> list[str]:
        return [told["state"] for told in self.listed()]

    def verification(self, code: str) -> tuple[int, Any]:
        answer = asked("GET", f"/v1/verifications/{code}", None)
        return answer.status, answer.document

    def keys(self) -> dict[str, Any]:
        return {key["kid"]: key for key in json.loads(asked("GET", KEYS, None).text)["keys"]}

    def read(self, token: str) -> dict[str, Any]:  # type: ignore[override]
        """Return what a token says if its signature is good, by the keys that the hub publishes."""
        key_id = jwt.get_unverified_header(token)["kid"].rpartition("#")[2]
        options = {"verify_exp": False, "verify_nbf": False, "verify_iat": False}
        return dict(jwt.decode(token, jwt.PyJWK(self.keys()[key_id]), algorithms=["ES256"], options=options))  # type: ignore[arg-type]

    def status_list(self, address: str) -> str:
        assert address.startswith(SITE + LISTS)
        answer = asked("GET", address.removeprefix(SITE), None)
        assert answer.status == 200, answer.text
        return answer.text

    def bits(self, payload: dict[str, Any]) -> dict[str, bool]:
        """Return for each status of a credential whether its bit is set."""
        entries = payload["credentialStatus"]
        told = {}
        for entry in entries if isinstance(entries, list) else [entries]:
            subject = self.read(self.status_list(entry["statusListCredential"]))["credentialSubject"]
            assert subject["statusPurpose"] == entry["statusPurpose"]
            set_ones = set_indices(decode_encoded_list(subject["encodedList"]))
            told[entry["statusPurpose"]] = int(entry["statusListIndex"]) in set_ones
        return told
