#!/bin/sh
# Replays the dead letters of one reason code; with `dry`, the default, shows what would be sent and writes nothing.
# A call repeated with the same STELLWERK_REQUEST_ID, for example after a timeout, is carried out once. Options: see options.sh.
# Usage: replay-dead-letters.sh CODE [dry|go] [RECORDS_A_SECOND]
set -eu
. "$(dirname "$0")/options.sh"
code=${1:?which reason code?}
case "${2:-dry}" in
  dry) dry=true ;;
  go) dry=false ;;
  *) echo 'Usage: replay-dead-letters.sh CODE [dry|go] [RECORDS_A_SECOND]' >&2; exit 2 ;;
esac
call DeadLetterService/ReplayDeadLetters "{\"filter\": {\"codes\": [\"$code\"]}, \"dry_run\": $dry, \"per_second\": ${3:-0}, \"request_id\": \"${STELLWERK_REQUEST_ID:-}\"}"
