#!/bin/sh
# Compares what the source of a stream holds with what its targets hold; writes nothing. Options: see options.sh.
# Usage: verify.sh STREAM
set -eu
. "$(dirname "$0")/options.sh"
call VerifyService/VerifyStream "{\"stream\": \"${1:?which stream?}\"}"
