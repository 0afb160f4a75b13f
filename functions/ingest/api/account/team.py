"""A provider's team, as its primary contact looks after it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from cmehub.accounts.contacts import contact_id, is_contact_id, sub_of
from cmehub.accounts.standing import RoleKind
from cmehub.accounts.team import MOST_CONTACTS, OPERATOR, TeamChange, TeamContact
from cmehub.api.access import Caller
from cmehub.api.problems import ProblemError
from cmehub.runtime.queues import Queue
from cmehub.stores.members import Member, MemberExistsError, MemberStore
from cmehub.stores.teams import TeamStore
from cmehub.submissions.messages import RoleChangedMessage

CHANGES_TOLD = 100


class ContactView(BaseModel):
    """
    A provider's contact.

    Attributes
    ----------
    contact
        What the contact is called in other calls.
    is_you
        Whether it is who calls.
    is_invited
        Whether they haven't signed in yet.
    is_last_primary
        Whether there is no other primary contact, so that the role has to stay until somebody else has it.
    """

    contact: str
    email: str
    role: RoleKind
    is_you: bool
    is_invited: bool
    is_last_primary: bool


class TeamChangeView(BaseModel):
    """
    What was changed about a contact.

    Attributes
    ----------
    by
        Who changed it: a contact's e-mail address, a key's ID, or ``operator``.
    email
        Whose role it is; empty if nobody has the account any more.
    was
        Null of whoever joined.
    becomes
        Null of whoever left.
    """

    at: dt.datetime
    by: str
    email: str
    was: RoleKind | None
    becomes: RoleKind | None


@dataclass(frozen=True)
class Team:
    """Everything that looking after a provider's contacts needs."""

    teams: TeamStore
    members: MemberStore
    notices: Queue
    clock: Callable[[], dt.datetime]

    def tell(self, caller: Caller) -> list[ContactView]:
        """Tell who the contacts are, by e-mail address."""
        contacts = self.teams.contacts(caller.provider_id)
        told = [
            self._view(contact, member, contacts, caller)
            for contact in contacts
            if (member := self.members.find(contact.sub))
        ]
        return sorted(told, key=lambda view: view.email)

    def changes(self, provider_id: str) -> list[TeamChangeView]:
        """Tell what was changed last, the newest first."""
        emails: dict[str, str] = {OPERATOR: OPERATOR}

        def email_of(sub: str) -> str:
            if sub not in emails:
                member = self.members.find(sub)
                emails[sub] = member.email if member else ""
            return emails[sub]

        return [
            TeamChangeView(
                at=change.at,
                by=email_of(sub_of(change.by)) if is_contact_id(change.by) else change.by,
                email=email_of(change.sub),
                was=change.was,
                becomes=change.becomes,
            )
            for change in self.teams.changes(provider_id, CHANGES_TOLD)
        ]

    def invite(self, caller: Caller, email: str, role: RoleKind) -> ContactView:
        """
        Make somebody a contact, with an account if they have none; whoever hasn't signed in yet is invited again.

        Raises
        ------
        ProblemError
            If they are one in another role, there are as many as may be, or the account was ended.
        """
        contacts = self.teams.contacts(caller.provider_id)
        kinds = {contact.sub: contact.kind for contact in contacts}
        known = self.members.find(email)
        kind = kinds.get(known.sub) if known else None
        if kind not in {None, role}:
            raise ProblemError("CONTACT_THERE", f"They are a {kind}. Change their role instead.")
        if kind is None and len(contacts) >= MOST_CONTACTS:
            raise ProblemError("CONTACTS_TOO_MANY")
        member = self._invited(email)
        if kind is None:
            self._change(caller, member.sub, None, role)
        self._tell_of_change(caller, member)
        now = TeamContact(sub=member.sub, kind=role)
        return self._view(now, member, self.teams.contacts(caller.provider_id), caller)

    def set_role(self, caller: Caller, sub: str, role: RoleKind) -> ContactView:
        """
        Let a contact be of another kind.

        Raises
        ------
        ProblemError
            If there is no such contact, it is the only primary one, or somebody else changes it at this moment.
        """
        contact, member = self._found(caller, sub)
        if contact.kind is not role:
            self._change(caller, sub, contact.kind, role)
        self._tell_of_change(caller, member)
        now = TeamContact(sub=sub, kind=role)
        return self._view(now, member, self.teams.contacts(caller.provider_id), caller)

    def end(self, caller: Caller, sub: str) -> None:
        """
        Let somebody be a contact no more; their account and what they did stay.

        Raises
        ------
        ProblemError
            As for `set_role`.
        """
        contact, member = self._found(caller, sub)
        self._change(caller, sub, contact.kind, None)
        self._tell_of_change(caller, member)

    def _invited(self, email: str) -> Member:
        try:
            return self.members.invite(email)
        except MemberExistsError:
            member = self.members.find(email)
            if member is None or not member.enabled:
                raise ProblemError("CONTACT_ENDED") from None
            if member.is_invited:
                self.members.invite_again(email)
            return member

    def _found(self, caller: Caller, sub: str) -> tuple[TeamContact, Member]:
        member = self.members.find(sub)
        for contact in self.teams.contacts(caller.provider_id):
            if member and contact.sub == sub:
                return contact, member
        raise ProblemError("NOT_FOUND", "The provider has no such contact. GET /v1/contacts lists them.")

    def _change(self, caller: Caller, sub: str, was: RoleKind | None, becomes: RoleKind | None) -> None:
        change = TeamChange(at=self.clock(), by=caller.caller_id, sub=sub, was=was, becomes=becomes)
        if self.teams.change(caller.provider_id, change):
            return
        kinds = {contact.sub: contact.kind for contact in self.teams.contacts(caller.provider_id)}
        raise ProblemError("LAST_PRIMARY" if kinds.get(sub) is was else "CONTACT_CHANGED")

    def _tell_of_change(self, caller: Caller, member: Member) -> None:
        """
        Let somebody be told of the last change; a call that comes again after a stop before that tells of it then.

        Whoever hasn't signed in yet is told by the invitation.
        """
        changes = self.teams.changes(caller.provider_id, CHANGES_TOLD)
        change = next((change for change in changes if change.sub == member.sub), None)
        if change and not member.is_invited:
            self.notices.send([RoleChangedMessage.of(change, caller.provider_id)])

    def _view(self, contact: TeamContact, member: Member, contacts: list[TeamContact], caller: Caller) -> ContactView:
        primaries = {other.sub for other in contacts if other.kind is RoleKind.PRIMARY}
        return ContactView(
            contact=contact.sub,
            email=member.email,
            role=contact.kind,
            is_you=caller.caller_id == contact_id(contact.sub),
            is_invited=member.is_invited,
            is_last_primary=primaries == {contact.sub},
        )
