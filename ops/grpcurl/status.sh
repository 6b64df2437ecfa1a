#!/bin/sh
# Shows all lanes of a running hub with plain grpcurl, as any foreign client would. Usage: status.sh [HOST:PORT]
set -eu
address=${1:-${STELLWERK_GRPC_ADDRESS:-$(sed 's/.*"grpcAddress":"\([^"]*\)".*/\1/' .stellwerk/hub.json)}}
grpcurl -plaintext "$address" stellwerk.control.v1.LaneService/ListLanes
