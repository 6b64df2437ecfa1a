#!/bin/sh
# Shows where a record is, by its id in any system. Options: see options.sh.
# Usage: record.sh ID
set -eu
. "$(dirname "$0")/options.sh"
id=$(printf '%s' "${1:?which id?}" | sed 's/["\\]/\\&/g')
call RecordService/LookUpRecord "{\"id\": \"$id\"}"
