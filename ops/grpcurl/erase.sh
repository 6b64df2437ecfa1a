#!/bin/sh
# Permanently erases what the hub holds of one record; with `dry`, the default, shows what that is and writes nothing.
# STELLWERK_REQUEST_ID as in replay-dead-letters.sh. Options: see options.sh.
# Usage: erase.sh STREAM KEY [dry|go]
set -eu
. "$(dirname "$0")/options.sh"
stream=${1:?which stream?}
key=$(printf '%s' "${2:?which key?}" | sed 's/["\\]/\\&/g')
case "${3:-dry}" in
  dry) dry=true ;;
  go) dry=false ;;
  *) echo 'Usage: erase.sh STREAM KEY [dry|go]' >&2; exit 2 ;;
esac
call RecordService/EraseRecord "{\"stream\": \"$stream\", \"key\": \"$key\", \"dry_run\": $dry, \"request_id\": \"${STELLWERK_REQUEST_ID:-}\"}"
