#!/bin/sh
# Drains the hub for maintenance: pauses every stream, so that no source is read, and waits until all lanes are empty.
# Then the hub can be stopped; `resume-all.sh streams` resumes it. Options: see options.sh.
# Exits with 0 when all lanes are empty, with 1 when they are not in time; the streams stay paused in both cases.
# Usage: drain.sh [SECONDS]   default 600
set -eu
. "$(dirname "$0")/options.sh"
limit=${1:-600}
case "$limit" in '' | *[!0-9]*) echo 'Usage: drain.sh [SECONDS]' >&2; exit 2 ;; esac
end=$(($(date +%s) + limit))
all=$(names StreamService/ListStreams)
printf '%s\n' "$all" | each StreamService/PauseStream

# Lanes that are not empty, one line each: name, records.
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
