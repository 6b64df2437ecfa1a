#!/bin/sh
# Pauses every connector: nothing is read and nothing is delivered until resume-all.sh, also across restarts of the hub.
# Exits with 1 when one could not be paused. Options: see options.sh.
# Usage: pause-all.sh
set -eu
. "$(dirname "$0")/options.sh"
all=$(names ConnectorService/ListConnectors)
printf '%s\n' "$all" | each ConnectorService/PauseConnector
