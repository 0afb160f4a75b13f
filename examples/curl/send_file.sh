#!/bin/sh
# Sends a file of up to 4,000,000 bytes, waits until everything in it is decided, and prints what has to be mended.
#   API=https://... KEY=cmeh_... ./send_file.sh learners.xlsx
set -eu
file=$1

call() {
  curl --silent --show-error --fail-with-body --retry 5 -H "Authorization: Bearer $KEY" "$@"
}

receipt=$(call "$API/v1/submissions" \
  -H "Content-Type: application/octet-stream" \
  -H "X-File-Name: $(basename "$file")" \
  -H "Prefer: respond-async" \
  --data-binary "@$file")
id=$(printf '%s' "$receipt" | sed 's/.*"submission_id" *: *"\([^"]*\)".*/\1/')

for _ in $(seq 120); do
  state=$(call "$API/v1/submissions/$id")
  case $state in *'"finished"'*) break ;; esac
  sleep 2
done
echo "$state"
call "$API/v1/submissions/$id/issues?severity=error"
echo
