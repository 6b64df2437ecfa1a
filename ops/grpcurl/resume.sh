#!/bin/sh
# Resumes a stream. Options: see options.sh.
# Usage: resume.sh STREAM
set -eu
. "$(dirname "$0")/options.sh"
call StreamService/ResumeStream "{\"name\": \"${1:?which stream?}\"}"
