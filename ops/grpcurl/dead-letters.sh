#!/bin/sh
# Lists the open dead letters of a running hub with plain grpcurl. Usage: dead-letters.sh [HOST:PORT]
set -eu
address=${1:-${STELLWERK_GRPC_ADDRESS:-$(sed 's/.*"grpcAddress":"\([^"]*\)".*/\1/' .stellwerk/hub.json)}}
grpcurl -plaintext -d '{"page_size": 500}' "$address" stellwerk.control.v1.DeadLetterService/ListDeadLetters
