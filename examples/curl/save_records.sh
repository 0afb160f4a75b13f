#!/bin/sh
# Saves learner records, and prints what came of each.
#   API=https://... KEY=cmeh_... ./save_records.sh records.json
# The file holds a list of up to 100 records, such as examples/records.json. The key of the call is made from
# its content, so that the same file, sent again, happens once.
set -eu
records=$1

{ printf '{"records": '; cat "$records"; printf '}'; } |
  curl --silent --show-error --fail-with-body --retry 5 "$API/v1/learner-records" \
    -H "Authorization: Bearer $KEY" \
    -H "Content-Type: application/json" \
    -H "Idempotency-Key: $(openssl dgst -sha256 -r "$records" | cut -c1-64)" \
    --data-binary @-
echo
