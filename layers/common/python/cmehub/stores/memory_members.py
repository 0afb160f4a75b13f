"""A user pool in memory, for tests."""

import datetime as dt
from uuid import uuid4

from cmehub.stores.members import Member, MemberExistsError


class MemoryMembers:
    """See `cmehub.stores.members.MemberStore`."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now
        self.signed_out: list[str] = []
        self.invited_again: list[str] = []
        self._members: dict[str, Member] = {}

    def find(self, name: str) -> Member | None:
        by_email = {member.email: member for member in self._members.values()}
        return self._members.get(name) or by_email.get(name)

    def all(self) -> list[Member]:
        return sorted(self._members.values(), key=lambda member: member.email)

    def invite(self, email: str) -> Member:
        if self.find(email):
            raise MemberExistsError
        member = Member(sub=str(uuid4()), email=email, status="FORCE_CHANGE_PASSWORD", enabled=True, since=self.now)
        self._members[member.sub] = member
        return member

    def invite_again(self, email: str) -> None:
        self.invited_again.append(email)

    def add(self, email: str) -> bool:
        if self.find(email):
            return False
        member = Member(sub=str(uuid4()), email=email, status="CONFIRMED", enabled=True, since=self.now)
        self._members[member.sub] = member
        return True

    def sign_out(self, sub: str) -> None:
        self.signed_out.append(sub)

    def end(self, sub: str) -> None:
        self._members[sub] = self._members[sub].model_copy(update={"enabled": False})
        self.sign_out(sub)

    def remove(self, sub: str) -> None:
        self._members.pop(sub, None)
