#!/bin/sh
# Pauses a stream: its source is not read, its lanes continue. Options: see options.sh.
# Usage: pause.sh STREAM
set -eu
. "$(dirname "$0")/options.sh"
call StreamService/PauseStream "{\"name\": \"${1:?which stream?}\"}"
