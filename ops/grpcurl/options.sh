# Sourced by the scripts of this folder. Says which hub they call and how, and how they read its answers. Needs grpcurl 1.9 or
# newer and the tools of any POSIX system.
#
#   STELLWERK_GRPC_ADDRESS  HOST:PORT; default: the hub that runs in the current folder
#   STELLWERK_CA            PEM file of the authority that signed the hub's certificate; without it the call is not encrypted
#   STELLWERK_CERT, _KEY    PEM files of your own certificate and its private key, for mutual TLS
#   STELLWERK_API_KEY       an API key; or STELLWERK_TOKEN, an OAuth 2.0 access token
#   STELLWERK_CALL_SECONDS  how long one call may take; default 40

api=stellwerk.control.v1

# The hub's address, from the environment or from the file that a hub writes into its folder.
address() {
  if [ -n "${STELLWERK_GRPC_ADDRESS:-}" ]; then
    printf '%s\n' "$STELLWERK_GRPC_ADDRESS"
  elif [ -r .stellwerk/hub.json ]; then
    sed 's/.*"grpcAddress" *: *"\([^"]*\)".*/\1/' .stellwerk/hub.json
  else
    echo 'No hub runs in this folder: set STELLWERK_GRPC_ADDRESS.' >&2
    return 1
  fi
}

# call SERVICE/METHOD [JSON]: makes one call and prints the answer as JSON. Only the name of the variable with the key is passed, so
# that no process list shows the key: grpcurl reads it from the environment.
call() (
  method=$1
  data=${2:-'{}'}
  at=$(address) || exit 1
  set -- -max-time "${STELLWERK_CALL_SECONDS:-40}" -d "$data"
  if [ -n "${STELLWERK_CA:-}" ]; then
    set -- -cacert "$STELLWERK_CA" "$@"
    if [ -n "${STELLWERK_CERT:-}" ]; then
      set -- -cert "$STELLWERK_CERT" -key "${STELLWERK_KEY:?goes with STELLWERK_CERT}" "$@"
    fi
  else
    set -- -plaintext "$@"
  fi
  if [ -n "${STELLWERK_API_KEY:-}" ]; then
    set -- -expand-headers -H 'authorization: Bearer ${STELLWERK_API_KEY}' "$@"
  elif [ -n "${STELLWERK_TOKEN:-}" ]; then
    set -- -expand-headers -H 'authorization: Bearer ${STELLWERK_TOKEN}' "$@"
  fi
  exec grpcurl "$@" "$at" "$api.$method"
)

# record_id CONNECTOR/ENTITY/ID: the same as JSON. The entity is the part between the first and the last slash; an id of a key space that
# several systems share has no connector.
record_id() {
  text=$(printf '%s' "$1" | sed 's/["\\]/\\&/g')
  rest=${text#*/}
  case "$rest" in
    */*) connector=${text%%/*} ;;
    *) connector='' rest=$text ;;
  esac
  printf '{"connector": "%s", "entity": "%s", "external_id": "%s"}' "$connector" "${rest%/*}" "${rest##*/}"
}

# record_ids ID...: as record_id, separated by commas.
record_ids() {
  comma=
  for id in "$@"; do
    printf '%s%s' "$comma" "$(record_id "$id")"
    comma=', '
  done
}

# fields NAME...: prints each "NAME": "value" of an answer on standard input, in order, one line each, as NAME, tab, value. A quote
# within a text is escaped in JSON, so no error message can pass for a field.
fields() {
  names=$(printf '%s|' "$@")
  tr ',{}[]' '\n\n\n\n\n' |
    sed -n 's/^[[:space:]]*"\([A-Za-z]*\)"[[:space:]]*:[[:space:]]*"\([^"\\]*\)".*/\1	\2/p' |
    while IFS='	' read -r name value; do
      case "|$names" in *"|$name|"*) printf '%s\t%s\n' "$name" "$value" ;; esac
    done
}

# list SERVICE/METHOD NAME...: prints the named fields of all pages of a list.
list() (
  method=$1
  shift
  token=
  while :; do
    answer=$(call "$method" "{${token:+\"page_token\": \"$token\"}}") || exit $?
    printf '%s\n' "$answer" | fields "$@"
    token=$(printf '%s\n' "$answer" | fields nextPageToken | cut -f 2)
    [ -n "$token" ] || break
  done
)

# names SERVICE/METHOD: prints the names of all entries of the list, one line each.
names() (
  found=$(list "$1" name) || exit $?
  printf '%s\n' "$found" | cut -f 2
)

# each SERVICE/METHOD: calls it once for every name on standard input; continues after a failed call, and fails at the end.
each() {
  failed=0
  while read -r name; do
    [ -n "$name" ] || continue
    if call "$1" "{\"name\": \"$name\"}" </dev/null >/dev/null; then
      echo "$name: done"
    else
      echo "$name: FAILED" >&2
      failed=1
    fi
  done
  return "$failed"
}
