#!/bin/sh
# Delivers a lane's history again from a place in its stream, with plain grpcurl. Usage: replay-lane.sh LANE SEQ [HOST:PORT]
set -eu
address=${3:-${STELLWERK_GRPC_ADDRESS:-$(sed 's/.*"grpcAddress":"\([^"]*\)".*/\1/' .stellwerk/hub.json)}}
grpcurl -plaintext -d "{\"name\": \"$1\", \"seq\": $2}" "$address" stellwerk.control.v1.LaneService/ReplayLane
