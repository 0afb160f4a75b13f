#!/bin/sh
# Adds a webhook for all events and has a test sent to it. Its secret stands in the answer, and nowhere else.
#   API=https://... KEY=cmeh_... ./add_webhook.sh https://lms.example.org/cme-hub
# The key needs the scope admin.
set -eu

call() {
  curl --silent --show-error --fail-with-body -H "Authorization: Bearer $KEY" "$@"
}

added=$(call "$API/v1/webhooks" -H "Content-Type: application/json" -d "{\"url\": \"$1\"}")
echo "$added"
id=$(printf '%s' "$added" | sed 's/.*"webhook_id" *: *"\([^"]*\)".*/\1/')
call -X POST "$API/v1/webhooks/$id/test"
echo
