#!/bin/sh
# Pauses a stream of a running hub with plain grpcurl. Usage: pause.sh STREAM [HOST:PORT]
set -eu
address=${2:-${STELLWERK_GRPC_ADDRESS:-$(sed 's/.*"grpcAddress":"\([^"]*\)".*/\1/' .stellwerk/hub.json)}}
grpcurl -plaintext -d "{\"name\": \"$1\"}" "$address" stellwerk.control.v1.StreamService/PauseStream
