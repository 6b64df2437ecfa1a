#!/bin/sh
# A check for Nagios, Icinga and similar: how long the oldest record has waited, how many dead letters are open, and whether the
# circuit of a connector is open. Prints one line with performance data; exits with 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.
# Options: see options.sh; STELLWERK_CALL_SECONDS is 10 here.
# Usage: check-backlog.sh [-w SECONDS] [-c SECONDS] [-W LETTERS] [-C LETTERS] [-o CIRCUITS] [-O CIRCUITS]
#   -w, -c  the oldest record has waited this many seconds or longer: warning (default 300), critical (default 1800)
#   -W, -C  this many open dead letters or more: warning (default 1), critical (default 1000)
#   -o, -O  this many connectors with an open circuit, or more: warning (default 1), critical (default 1000)
# A failed connector, which needs a person, is always critical.
set -u
. "$(dirname "$0")/options.sh"
STELLWERK_CALL_SECONDS=${STELLWERK_CALL_SECONDS:-10}

unknown() {
  echo "STELLWERK UNKNOWN - $1"
  exit 3
}

late_warn=300 late_crit=1800 letters_warn=1 letters_crit=1000 open_warn=1 open_crit=1000
while getopts w:c:W:C:o:O: option; do
  case "${OPTARG:-}" in '' | *[!0-9]*) unknown "-$option takes a whole number" ;; esac
  case "$option" in
    w) late_warn=$OPTARG ;;
    c) late_crit=$OPTARG ;;
    W) letters_warn=$OPTARG ;;
    C) letters_crit=$OPTARG ;;
    o) open_warn=$OPTARG ;;
    O) open_crit=$OPTARG ;;
  esac
done 2>/dev/null
[ "$OPTIND" -gt "$#" ] || unknown 'see the usage in the script'

# The error of a failed call, as one line without the `|` that begins performance data.
line() {
  printf '%s' "$1" | tr '\n|' '  ' | cut -c 1-300
}

lanes=$(list LaneService/ListLanes name oldestWaiting 2>&1) || unknown "$(line "$lanes")"
connectors=$(list ConnectorService/ListConnectors name state 2>&1) || unknown "$(line "$connectors")"
answer=$(call DeadLetterService/ListDeadLetters '{"page_size": 1}' 2>&1) || unknown "$(line "$answer")"
letters=$(printf '%s\n' "$answer" | fields totalSize | cut -f 2)

printf '%s\n%s\n' "$lanes" "$connectors" | awk -F '\t' \
  -v late_warn="$late_warn" -v late_crit="$late_crit" -v letters="${letters:-0}" \
  -v letters_warn="$letters_warn" -v letters_crit="$letters_crit" -v open_warn="$open_warn" -v open_crit="$open_crit" '
  function raise(to) { if (to > level) level = to }
  function weigh(value, warn, crit) { if (value >= crit) raise(2); else if (value >= warn) raise(1) }
  $1 == "name" { name = $2 }
  $1 == "oldestWaiting" { waits = $2 + 0; if (waits > oldest) { oldest = waits; lane = " (" name ")" } }
  $1 == "state" && $2 ~ /UNAVAILABLE|TRIAL/ { open++; broken = broken " " name }
  $1 == "state" && $2 ~ /FAILED/ { failed++; broken = broken " " name }
  END {
    oldest = int(oldest); open += 0; failed += 0
    weigh(oldest, late_warn, late_crit)
    weigh(letters, letters_warn, letters_crit)
    weigh(open, open_warn, open_crit)
    if (failed > 0) raise(2)
    split("OK WARNING CRITICAL", words, " ")
    printf "STELLWERK %s - oldest waiting %d s%s, %d dead letters, %d open circuits, %d failed connectors%s", words[level + 1], oldest, lane, letters, open, failed, (broken == "" ? "" : ":" broken)
    printf " | oldest=%ds;%d;%d;0 dead_letters=%d;%d;%d;0 open_circuits=%d;%d;%d;0 failed_connectors=%d;;1;0\n", oldest, late_warn, late_crit, letters, letters_warn, letters_crit, open, open_warn, open_crit, failed
    exit level
  }'
