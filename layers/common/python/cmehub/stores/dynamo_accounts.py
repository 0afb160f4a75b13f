"""Accounts in the table of their name."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from cmehub.accounts.claims import DECIDED_CASE_LIFE, TRY_LIFE, AskedCode, Case, Claim, ClaimTry
from cmehub.accounts.mailed_codes import TRIES_OF_CODE
from cmehub.people.rosters import EntryKey
from cmehub.stores.dynamo import DynamoTable, Item, Key, body_of, key_of, number, text, with_body
from cmehub.stores.tables import KEPT_UNTIL

_CASES = "cases"
_HOLDER = "holder"
_STAY = ("try#", "profile")
_CODE_KEPT = dt.timedelta(days=1)


class DynamoAccountStore:
    """
    See `cmehub.stores.AccountStore`.

    A claim is one item of its account, and each entry that it brings one more, whose key follows from the entry alone:
    so nobody else can hold it.
    """

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def claims(self, sub: str) -> list[Claim]:
        return [Claim.model_validate_json(body_of(item)) for item in self._table.query(f"acct#{sub}", "claim#")]

    def holders(self, keys: Collection[EntryKey]) -> dict[EntryKey, str]:
        items = self._table.get_many([*map(_held_key, keys)])
        return {key: items[_held_key(key)]["sub"]["S"] for key in keys if _held_key(key) in items}

    def change(self, sub: str, before: Claim | None, after: Claim | None) -> bool:
        claim = after or before
        if claim is None:
            return False
        place, unchanged = _claim_key(sub, claim.key), _as_it_was(before)
        if after:
            actions = [self._put(with_body(place, after.model_dump_json()), **unchanged)]
        else:
            actions = [self._delete(place, **unchanged)]
        linked = set(after.linked) if after else set()
        actions += [self._delete(_held_key(key), **_held_by(sub)) for key in _entries(before) if key not in linked]
        # What is held already is put again, so that what another account holds by then stops the whole change.
        actions += [self._put(_held(key, sub), **_held_by(sub)) for key in _entries(after)]
        return self._table.transact(actions)

    def move(self, claim: Claim, sub: str, to: str, after: Claim) -> bool:
        held_before = {
            "ConditionExpression": "#sub = :sub",
            **_SUB_NAME,
            "ExpressionAttributeValues": {":sub": text(sub)},
        }
        return self._table.transact(
            [
                self._delete(_claim_key(sub, claim.key), **_as_it_was(claim)),
                self._put(with_body(_claim_key(to, claim.key), after.model_dump_json()), **_as_it_was(None)),
                *(self._put(_held(key, to), **held_before) for key in claim.linked),
            ]
        )

    def add_try(self, claim_try: ClaimTry) -> None:
        body = claim_try.model_dump_json(exclude_none=True)
        key = _try_key(claim_try.sub, claim_try.try_id)
        self._table.put_many([with_body(key, body, **_kept(claim_try.at, TRY_LIFE))])

    def find_try(self, sub: str, try_id: str) -> ClaimTry | None:
        item = self._table.get(_try_key(sub, try_id))
        return ClaimTry.model_validate_json(body_of(item)) if item else None

    def put_code(self, sub: str, code: AskedCode) -> None:
        kept = _kept(code.asked_at, _CODE_KEPT)
        self._table.put_many([with_body(_code_key(sub), code.model_dump_json(), tries=number(0), **kept)])

    def find_code(self, sub: str) -> AskedCode | None:
        item = self._table.get(_code_key(sub))
        return AskedCode.model_validate_json(body_of(item)) if item else None

    def change_code(self, sub: str, before: AskedCode, after: AskedCode) -> bool:
        return self._table.update_if(
            _code_key(sub),
            "SET body = :after",
            "body = :before",
            after=text(after.model_dump_json()),
            before=text(before.model_dump_json()),
        )

    def try_code(self, sub: str, code: AskedCode) -> bool:
        return self._table.update_if(
            _code_key(sub),
            "ADD tries :one",
            "body = :code AND tries < :most",
            one=number(1),
            code=text(code.model_dump_json()),
            most=number(TRIES_OF_CODE),
        )

    def open_case(self, case: Case) -> bool:
        return self._table.put_if(_case_item(case), "attribute_not_exists(pk)")

    def cases(self) -> list[Case]:
        found = [Case.model_validate_json(body_of(item)) for item in self._table.query(_CASES)]
        return sorted(found, key=lambda case: (case.opened_at, case.case_id))

    def find_case(self, case_id: str) -> Case | None:
        item = self._table.get((_CASES, case_id))
        return Case.model_validate_json(body_of(item)) if item else None

    def change_case(self, before: Case, after: Case) -> bool:
        return self._table.put_if(_case_item(after), "body = :before", before=text(before.model_dump_json()))

    def forget(self, sub: str) -> None:
        found = (item["sk"]["S"] for item in self._table.query(f"acct#{sub}"))
        self._table.delete_many((f"acct#{sub}", sort_key) for sort_key in found if not sort_key.startswith(_STAY))

    def _put(self, item: Item, **condition: Any) -> Item:
        return {"Put": {"TableName": self._table.name, "Item": item, **condition}}

    def _delete(self, key: Key, **condition: Any) -> Item:
        return {"Delete": {"TableName": self._table.name, "Key": key_of(key), **condition}}


_SUB_NAME = {"ExpressionAttributeNames": {"#sub": "sub"}}


def _as_it_was(before: Claim | None) -> Item:
    if before is None:
        return {"ConditionExpression": "attribute_not_exists(pk)"}
    values = {":before": text(before.model_dump_json())}
    return {"ConditionExpression": "body = :before", "ExpressionAttributeValues": values}


def _held_by(sub: str) -> Item:
    """Return the condition that nobody else holds an entry."""
    condition = "attribute_not_exists(pk) OR #sub = :sub"
    return {"ConditionExpression": condition, **_SUB_NAME, "ExpressionAttributeValues": {":sub": text(sub)}}


def _entries(claim: Claim | None) -> tuple[EntryKey, ...]:
    return claim.linked if claim else ()


def _held(key: EntryKey, sub: str) -> Item:
    return {**key_of(_held_key(key)), "sub": text(sub)}


def _case_item(case: Case) -> Item:
    kept = _kept(case.decided_at, DECIDED_CASE_LIFE) if case.decided_at else {}
    return with_body((_CASES, case.case_id), case.model_dump_json(), **kept)


def _kept(since: dt.datetime, life: dt.timedelta) -> Item:
    return {KEPT_UNTIL: number(int((since + life).timestamp()))}


def _claim_key(sub: str, key: EntryKey) -> Key:
    return f"acct#{sub}", f"claim#{key.authority}#{key.entry_id}"


def _held_key(key: EntryKey) -> Key:
    return f"held#{key.authority}#{key.entry_id}", _HOLDER


def _try_key(sub: str, try_id: str) -> Key:
    return f"acct#{sub}", f"try#{try_id}"


def _code_key(sub: str) -> Key:
    return f"acct#{sub}", "code"
