#!/bin/sh
# Tells where a record is, by its id in any system, with plain grpcurl. Usage: record.sh ID [HOST:PORT]
set -eu
id=$(printf '%s' "$1" | sed 's/["\\]/\\&/g')
address=${2:-${STELLWERK_GRPC_ADDRESS:-$(sed 's/.*"grpcAddress":"\([^"]*\)".*/\1/' .stellwerk/hub.json)}}
grpcurl -plaintext -d "{\"id\": \"$id\"}" "$address" stellwerk.control.v1.RecordService/LookUpRecord
