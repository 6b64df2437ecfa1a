#!/bin/sh
# Delivers a lane's history again from a place in its stream. STELLWERK_REQUEST_ID as in replay-dead-letters.sh.
# Options: see options.sh.
# Usage: replay-lane.sh LANE SEQ
set -eu
. "$(dirname "$0")/options.sh"
call LaneService/ReplayLane "{\"name\": \"${1:?which lane?}\", \"seq\": ${2:?from which place?}, \"request_id\": \"${STELLWERK_REQUEST_ID:-}\"}"
