#!/bin/sh
# Empties the hub for maintenance: pauses every stream, so that no source is read, and waits until no lane has anything left.
# Then the hub can be stopped, and `resume-all.sh streams` goes on. Options: see options.sh.
# Ends with 0 when all lanes are empty, with 1 when they are not within the time; the streams stay paused in both cases.
# Usage: drain.sh [SECONDS]   default 600
set -eu
. "$(dirname "$0")/options.sh"
limit=${1:-600}
case "$limit" in '' | *[!0-9]*) echo 'Usage: drain.sh [SECONDS]' >&2; exit 2 ;; esac
end=$(($(date +%s) + limit))
all=$(names StreamService/ListStreams)
printf '%s\n' "$all" | each StreamService/PauseStream

# Lanes with what is left in them, a line each: name, records.
left() (
  lanes=$(list LaneService/ListLanes name backlog parked) || exit $?
  printf '%s\n' "$lanes" | awk -F '\t' '
    $1 == "name" { name = $2; order[++n] = name }
    $1 == "backlog" || $1 == "parked" { waits[name] += $2 }
    END { for (i = 1; i <= n; i++) if (waits[order[i]] > 0) print order[i] ": " waits[order[i]] }'
)

while :; do
  waiting=$(left)
  [ -n "$waiting" ] || break
  if [ "$(date +%s)" -ge "$end" ]; then
    echo "Not empty within $limit s; the streams stay paused. Records left by lane:" >&2
    printf '%s\n' "$waiting" >&2
    exit 1
  fi
  sleep 1
done
echo 'All lanes are empty; the streams stay paused until resume-all.sh streams.'
