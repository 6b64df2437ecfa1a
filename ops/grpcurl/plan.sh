#!/bin/sh
# Shows what the next run of a stream would do; writes nothing. Options: see options.sh.
# Usage: plan.sh STREAM
set -eu
. "$(dirname "$0")/options.sh"
call PlanService/PlanStream "{\"stream\": \"${1:?which stream?}\"}"
