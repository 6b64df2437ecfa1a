#!/bin/sh
# Replays the dead letters of one reason code with plain grpcurl; with `dry` tells what would be sent and writes nothing.
# Usage: replay-dead-letters.sh CODE [dry|go] [HOST:PORT]
set -eu
address=${3:-${STELLWERK_GRPC_ADDRESS:-$(sed 's/.*"grpcAddress":"\([^"]*\)".*/\1/' .stellwerk/hub.json)}}
dry=true
[ "${2:-dry}" = go ] && dry=false
grpcurl -plaintext -d "{\"filter\": {\"codes\": [\"$1\"]}, \"dry_run\": $dry}" "$address" stellwerk.control.v1.DeadLetterService/ReplayDeadLetters
