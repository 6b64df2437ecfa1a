#!/bin/sh
# Takes ids, CONNECTOR/ENTITY/ID, out of the record that they are linked with: they become a separate record. With `dry` shows what would
# change and writes nothing. STELLWERK_REQUEST_ID as in replay-dead-letters.sh. Options: see options.sh.
# Usage: split.sh dry|go ID...
set -eu
. "$(dirname "$0")/options.sh"
case "${1:-}" in
  dry) dry=true ;;
  go) dry=false ;;
  *) echo 'Usage: split.sh dry|go ID...' >&2; exit 2 ;;
esac
shift
: "${1:?which id?}"
call RecordService/SplitRecord "{\"ids\": [$(record_ids "$@")], \"dry_run\": $dry, \"request_id\": \"${STELLWERK_REQUEST_ID:-}\"}"
