"""Teams in the table of accounts: an item by provider beside each role, and one for each change."""

from itertools import islice

from cmehub.accounts.standing import Role, RoleKind
from cmehub.accounts.team import TeamChange, TeamContact
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, text, with_body

_CONTACT, _CHANGE = "contact#", "change#"


def role_items(sub: str, role: Role) -> list[Item]:
    """Return what is put for a role: for whoever has it, and for a contact's provider."""
    of_account = with_body((f"acct#{sub}", role.key), role.model_dump_json())
    return [of_account, *(key_of(key) | {"contact_kind": text(role.kind)} for key in role_keys(sub, role)[1:])]


def role_keys(sub: str, role: Role) -> list[Key]:
    """Return where a role stands."""
    of_provider = [_contact_key(role.at, sub)] if role.is_contact else []
    return [(f"acct#{sub}", role.key), *of_provider]


class DynamoTeamStore:
    """See `cmehub.stores.teams.TeamStore`."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def contacts(self, provider_id: str) -> list[TeamContact]:
        return [
            TeamContact(sub=item["sk"]["S"].removeprefix(_CONTACT), kind=RoleKind(item["contact_kind"]["S"]))
            for item in self._table.query(_partition(provider_id), _CONTACT)
        ]

    def change(self, provider_id: str, change: TeamChange) -> bool:
        table = {"TableName": self._table.name}
        role = change.role_at(provider_id)
        if change.becomes:
            of_account, of_provider = ({"Put": {**table, "Item": item}} for item in role_items(change.sub, role))
            of_provider["Put"] |= _was(change)
        else:
            of_account, of_provider = ({"Delete": {**table, "Key": key_of(key)}} for key in role_keys(change.sub, role))
            of_provider["Delete"] |= _was(change)
        log = with_body((_partition(provider_id), _change_name(change)), change.model_dump_json())
        actions = [of_account, of_provider, {"Put": {**table, "Item": log}}]
        if change.takes_a_primary:
            other = self._other_primary(provider_id, change.sub)
            if other is None:
                return False
            # Two who end each other at once: whichever comes second finds no primary contact here.
            actions.append({"ConditionCheck": {**table, "Key": key_of(other), **_is_still(RoleKind.PRIMARY)}})
        return self._table.transact(actions)

    def changes(self, provider_id: str, limit: int) -> list[TeamChange]:
        found = self._table.query_back(_partition(provider_id), low=_CHANGE, high=f"{_CHANGE}~")
        return [TeamChange.model_validate_json(body_of(item)) for item in islice(found, limit)]

    def _other_primary(self, provider_id: str, sub: str) -> Key | None:
        for contact in self.contacts(provider_id):
            if contact.kind is RoleKind.PRIMARY and contact.sub != sub:
                return _contact_key(provider_id, contact.sub)
        return None


def _was(change: TeamChange) -> Item:
    return _is_still(change.was) if change.was else {"ConditionExpression": "attribute_not_exists(pk)"}


def _is_still(kind: RoleKind) -> Item:
    return {"ConditionExpression": "contact_kind = :kind", "ExpressionAttributeValues": {":kind": text(kind)}}


def _partition(provider_id: str) -> str:
    return f"team#{provider_id}"


def _contact_key(provider_id: str, sub: str) -> Key:
    return _partition(provider_id), f"{_CONTACT}{sub}"


def _change_name(change: TeamChange) -> str:
    return f"{_CHANGE}{change.at.isoformat()}#{change.sub}"
