#!/bin/sh
# Lists the open dead letters, the oldest 500. Options: see options.sh.
# Usage: dead-letters.sh
set -eu
. "$(dirname "$0")/options.sh"
call DeadLetterService/ListDeadLetters '{"page_size": 500}'
