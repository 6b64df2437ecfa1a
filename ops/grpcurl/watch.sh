#!/bin/sh
# Shows every change of the streams of a running hub with plain grpcurl, until Ctrl-C. Usage: watch.sh [HOST:PORT]
set -eu
address=${1:-${STELLWERK_GRPC_ADDRESS:-$(sed 's/.*"grpcAddress":"\([^"]*\)".*/\1/' .stellwerk/hub.json)}}
grpcurl -plaintext "$address" stellwerk.control.v1.StreamService/WatchStreams
