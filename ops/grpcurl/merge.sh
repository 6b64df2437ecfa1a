#!/bin/sh
# Makes one record of two that mean the same thing; the master key of the first stays. With `dry`, the default, shows what would
# change and writes nothing. Ids are CONNECTOR/ENTITY/ID. STAYS: of two ids in one target, the ones under which the hub keeps writing.
# STELLWERK_REQUEST_ID as in replay-dead-letters.sh. Options: see options.sh.
# Usage: merge.sh ID OTHER [dry|go] [STAYS...]
set -eu
. "$(dirname "$0")/options.sh"
record=$(record_id "${1:?which record?}")
other=$(record_id "${2:?and which other?}")
case "${3:-dry}" in
  dry) dry=true ;;
  go) dry=false ;;
  *) echo 'Usage: merge.sh ID OTHER [dry|go] [STAYS...]' >&2; exit 2 ;;
esac
if [ $# -gt 3 ]; then shift 3; else shift $#; fi
call RecordService/MergeRecords "{\"record\": $record, \"other\": $other, \"stays\": [$(record_ids "$@")], \"dry_run\": $dry, \"request_id\": \"${STELLWERK_REQUEST_ID:-}\"}"
