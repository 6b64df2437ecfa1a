#!/bin/sh
# Lists the newest runs that failed, with plain grpcurl. Usage: failed-runs.sh [HOST:PORT]
set -eu
address=${1:-${STELLWERK_GRPC_ADDRESS:-$(sed 's/.*"grpcAddress":"\([^"]*\)".*/\1/' .stellwerk/hub.json)}}
grpcurl -plaintext -d '{"outcomes": ["RUN_OUTCOME_FAILED", "RUN_OUTCOME_CANCELLED"]}' "$address" stellwerk.control.v1.RunService/ListRuns
