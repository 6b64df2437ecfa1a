#!/bin/sh
# Resumes every connector, as after pause-all.sh; or every stream, as after drain.sh. This includes what somebody paused on
# purpose. Exits with 1 when one could not be resumed. Options: see options.sh.
# Usage: resume-all.sh [connectors|streams]
set -eu
. "$(dirname "$0")/options.sh"
case "${1:-connectors}" in
  connectors) service=ConnectorService list=ListConnectors resume=ResumeConnector ;;
  streams) service=StreamService list=ListStreams resume=ResumeStream ;;
  *) echo 'Usage: resume-all.sh [connectors|streams]' >&2; exit 2 ;;
esac
all=$(names "$service/$list")
printf '%s\n' "$all" | each "$service/$resume"
