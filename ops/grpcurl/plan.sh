#!/bin/sh
# Tells what the next run of a stream would do, writing nothing, with plain grpcurl. Usage: plan.sh STREAM [HOST:PORT]
set -eu
stream=$(printf '%s' "$1" | sed 's/["\\]/\\&/g')
address=${2:-${STELLWERK_GRPC_ADDRESS:-$(sed 's/.*"grpcAddress":"\([^"]*\)".*/\1/' .stellwerk/hub.json)}}
grpcurl -plaintext -d "{\"stream\": \"$stream\"}" "$address" stellwerk.control.v1.PlanService/PlanStream
