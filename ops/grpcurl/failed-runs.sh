#!/bin/sh
# Lists the newest runs that failed or were cancelled. Options: see options.sh.
# Usage: failed-runs.sh
set -eu
. "$(dirname "$0")/options.sh"
call RunService/ListRuns '{"outcomes": ["RUN_OUTCOME_FAILED", "RUN_OUTCOME_CANCELLED"]}'
