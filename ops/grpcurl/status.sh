#!/bin/sh
# Shows connectors, streams and lanes of a running hub, as any client sees them. Options: see options.sh.
# Usage: status.sh
set -eu
. "$(dirname "$0")/options.sh"
call ConnectorService/ListConnectors
call StreamService/ListStreams
call LaneService/ListLanes
