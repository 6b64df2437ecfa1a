#!/bin/sh
# Shows every change of the streams of a running hub until Ctrl-C. Options: see options.sh.
# Usage: watch.sh [SECONDS]
set -eu
. "$(dirname "$0")/options.sh"
STELLWERK_CALL_SECONDS=${1:-86400}
call StreamService/WatchStreams
