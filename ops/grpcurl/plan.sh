#!/bin/sh
# Tells what the next run of a stream would do, writing nothing. Options: see options.sh.
# Usage: plan.sh STREAM
set -eu
. "$(dirname "$0")/options.sh"
call PlanService/PlanStream "{\"stream\": \"${1:?which stream?}\"}"
