import type { Stage } from './failure.ts';

interface FailureKind {
  readonly stage: Stage;
  /** Whether a later attempt can succeed without any change. */
  readonly retryable: boolean;
  /** The canonical name of the gRPC status that the control API returns. */
  readonly grpc: string;
  readonly http: number;
  /** What the operator should do. */
  readonly remedy: string;
}

/** All failures of the hub, by code. ops/runbook.md is generated from it; a test checks that it is up to date. */
export const failureCatalogue = {
  ROW_UNREADABLE: {
    stage: 'intake',
    retryable: false,
    grpc: 'INVALID_ARGUMENT',
    http: 422,
    remedy:
      'Correct the row in the source system (key, version or syntax); its next change is read again.',
  },
  SOURCE_UNAVAILABLE: {
    stage: 'intake',
    retryable: true,
    grpc: 'UNAVAILABLE',
    http: 503,
    remedy:
      'Check that the source system is running and reachable; the stream resumes automatically.',
  },
  SOURCE_THROTTLED: {
    stage: 'intake',
    retryable: true,
    grpc: 'RESOURCE_EXHAUSTED',
    http: 429,
    remedy:
      'The source limits its callers; the stream waits as long as it asks and resumes automatically.',
  },
  SOURCE_REFUSED: {
    stage: 'intake',
    retryable: false,
    grpc: 'FAILED_PRECONDITION',
    http: 502,
    remedy:
      'Check credentials, entity and field names of the connector, then resume what has failed: the connector (`stellwerk resume connector NAME`) or the stream.',
  },
  CHANGES_LOST: {
    stage: 'intake',
    retryable: false,
    grpc: 'DATA_LOSS',
    http: 502,
    remedy:
      'The source no longer has the changes after the last ones stored. `stellwerk resume stream NAME` reads the whole table again, and rows deleted in the meantime are deleted in the targets.',
  },
  STREAM_FULL: {
    stage: 'intake',
    retryable: true,
    grpc: 'RESOURCE_EXHAUSTED',
    http: 503,
    remedy:
      'A lane is behind: find it with `stellwerk status`, bring its target back, or raise the limits of the stream.',
  },
  INTAKE_BUSY: {
    stage: 'intake',
    retryable: true,
    grpc: 'RESOURCE_EXHAUSTED',
    http: 503,
    remedy:
      'More data arrives than the hub can store at the moment; nothing of this call was stored. Senders retry after the time given in the answer. All senders behind a proxy count as one, unless `hub.access.trustedProxies` lists it.',
  },
  SIGNATURE_INVALID: {
    stage: 'intake',
    retryable: false,
    grpc: 'UNAUTHENTICATED',
    http: 401,
    remedy:
      'Compare the secret and the form of `webhooks.signature` with what the sender uses. If the sender is unknown, somebody is trying to forge webhooks.',
  },
  DELIVERY_STALE: {
    stage: 'intake',
    retryable: false,
    grpc: 'INVALID_ARGUMENT',
    http: 400,
    remedy:
      'The webhook was signed too long ago or in the future: compare the clocks of sender and hub. If they agree, somebody is replaying old webhooks.',
  },
  IMPORT_UNREADABLE: {
    stage: 'intake',
    retryable: false,
    grpc: 'INVALID_ARGUMENT',
    http: 422,
    remedy:
      'Check that the file exists and has the given format and encoding; `stellwerk imports resume ID` continues where it stopped.',
  },
  IMPORT_REJECTS_EXCEEDED: {
    stage: 'intake',
    retryable: false,
    grpc: 'FAILED_PRECONDITION',
    http: 422,
    remedy:
      'Look at the rejected rows: usually the file, format or encoding is wrong. Start the import again with the right ones, or with a higher --max-rejects.',
  },
  BUS_UNAVAILABLE: {
    stage: 'intake',
    retryable: true,
    grpc: 'UNAVAILABLE',
    http: 503,
    remedy: 'Check the NATS server and its disk; the hub reconnects by itself.',
  },
  STORE_UNAVAILABLE: {
    stage: 'settle',
    retryable: true,
    grpc: 'UNAVAILABLE',
    http: 503,
    remedy: 'Check the hub database and its disk; the hub reconnects by itself.',
  },
  MESSAGE_UNREADABLE: {
    stage: 'decode',
    retryable: false,
    grpc: 'DATA_LOSS',
    http: 500,
    remedy:
      'A message in the stream is not a record of this hub: find out who else publishes to it.',
  },
  RECORD_INVALID: {
    stage: 'validate',
    retryable: false,
    grpc: 'INVALID_ARGUMENT',
    http: 422,
    remedy: 'Correct the named fields in the source system; the next version replaces this one.',
  },
  MATCH_AMBIGUOUS: {
    stage: 'link',
    retryable: false,
    grpc: 'FAILED_PRECONDITION',
    http: 409,
    remedy: 'Several records in the target have this business key: merge them there, then replay.',
  },
  MATCH_MISSING: {
    stage: 'link',
    retryable: false,
    grpc: 'FAILED_PRECONDITION',
    http: 409,
    remedy:
      'Both sides of a two-way flow have this key, but nothing says that they are the same thing: give both streams the same `identity` in `from`, or give the lanes a `match`, then replay.',
  },
  MAPPING_FAILED: {
    stage: 'map',
    retryable: false,
    grpc: 'INVALID_ARGUMENT',
    http: 422,
    remedy:
      'The mapping cannot handle this record: correct the mapping or the record, then replay.',
  },
  TARGET_UNAVAILABLE: {
    stage: 'deliver',
    retryable: true,
    grpc: 'UNAVAILABLE',
    http: 503,
    remedy:
      'Check that the system is running and reachable; what waits for it resumes automatically.',
  },
  TARGET_THROTTLED: {
    stage: 'deliver',
    retryable: true,
    grpc: 'RESOURCE_EXHAUSTED',
    http: 429,
    remedy: 'The target limits its callers; the lane slows down automatically.',
  },
  TARGET_BUSY: {
    stage: 'deliver',
    retryable: true,
    grpc: 'ABORTED',
    http: 409,
    remedy:
      'The target could not accept this record at the moment (lock, conflict); it is tried again.',
  },
  TARGET_REFUSED: {
    stage: 'deliver',
    retryable: false,
    grpc: 'FAILED_PRECONDITION',
    http: 422,
    remedy:
      'The target does not accept this record: see its answer, correct the data or the mapping, then replay.',
  },
  TARGET_MISCONFIGURED: {
    stage: 'deliver',
    retryable: false,
    grpc: 'FAILED_PRECONDITION',
    http: 502,
    remedy:
      'Check credentials, address and entity of the connector, then resume what has failed: the connector (`stellwerk resume connector NAME`) or the lane.',
  },
  ATTEMPTS_EXHAUSTED: {
    stage: 'deliver',
    retryable: false,
    grpc: 'ABORTED',
    http: 502,
    remedy:
      'The record failed as often as its policy allows: look at the last answer, then replay.',
  },
  RECORD_POISONED: {
    stage: 'deliver',
    retryable: false,
    grpc: 'INTERNAL',
    http: 500,
    remedy:
      'The hub, or one worker thread after another, crashed or hung while processing this record: see the message and the log before each crash (memory, a mapping module, a pattern in a schema), fix the cause, then replay.',
  },
  FENCED: {
    stage: 'settle',
    retryable: true,
    grpc: 'ABORTED',
    http: 409,
    remedy: 'Another hub process works in this namespace: stop one of the two.',
  },
  CONTRACT_BROKEN: {
    stage: 'deliver',
    retryable: false,
    grpc: 'INTERNAL',
    http: 500,
    remedy: 'The connector broke its contract (see the message): report it to its author.',
  },
  COMMAND_REJECTED: {
    stage: 'command',
    retryable: false,
    grpc: 'FAILED_PRECONDITION',
    http: 409,
    remedy: 'Nothing was changed; the message says what prevents it.',
  },
  ORDER_IN_PROGRESS: {
    stage: 'command',
    retryable: true,
    grpc: 'ABORTED',
    http: 409,
    remedy:
      'Repeat it with the same request id to get its answer; `stellwerk` does so by itself. `stellwerk status` shows what has changed.',
  },
  ERASURE_REFUSED: {
    stage: 'command',
    retryable: false,
    grpc: 'FAILED_PRECONDITION',
    http: 409,
    remedy:
      'Nothing was erased. Wait until the age limit of the stream has removed the frames that the message names, or erase everything else now with --leave-frames. List the fields under `personal`, and later records can be erased immediately.',
  },
  MERGE_REFUSED: {
    stage: 'command',
    retryable: false,
    grpc: 'FAILED_PRECONDITION',
    http: 409,
    remedy:
      'Nothing was changed. If both have an id in one system, choose with --keep which one stays; its owner has to remove the other from that system. `stellwerk record` shows what the hub knows about each.',
  },
  SPLIT_REFUSED: {
    stage: 'command',
    retryable: false,
    grpc: 'FAILED_PRECONDITION',
    http: 409,
    remedy:
      'Nothing was changed. Name ids of one thing, and leave it at least one; if several ids of one system remain, choose with --keep which one counts. `stellwerk record` shows them.',
  },
  NOT_FOUND: {
    stage: 'command',
    retryable: false,
    grpc: 'NOT_FOUND',
    http: 404,
    remedy:
      'Check the name or id. `stellwerk status` lists connectors, streams and lanes; `dead-letters list`, `imports list`, `runs`, `api-keys list` and `config history` list the rest.',
  },
  INVALID_REQUEST: {
    stage: 'command',
    retryable: false,
    grpc: 'INVALID_ARGUMENT',
    http: 400,
    remedy: 'Correct the named field of the request.',
  },
  UNAUTHENTICATED: {
    stage: 'command',
    retryable: false,
    grpc: 'UNAUTHENTICATED',
    http: 401,
    remedy:
      'Provide a valid API key or token (STELLWERK_API_KEY, STELLWERK_TOKEN) or a client certificate; an admin creates keys with `stellwerk api-keys create`.',
  },
  SIGN_IN_REFUSED: {
    stage: 'command',
    retryable: false,
    grpc: 'UNAUTHENTICATED',
    http: 401,
    remedy:
      'Sign in again. If that is refused too, an admin should compare `hub.access.oauth.signIn` with the client registered at the issuer.',
  },
  PERMISSION_DENIED: {
    stage: 'command',
    retryable: false,
    grpc: 'PERMISSION_DENIED',
    http: 403,
    remedy: 'Ask an admin for a key, role or certificate entry that allows it.',
  },
  ADDRESS_DENIED: {
    stage: 'command',
    retryable: false,
    grpc: 'PERMISSION_DENIED',
    http: 403,
    remedy: 'Call from an allowed network, or add this one to `hub.access.allow`.',
  },
  RATE_LIMITED: {
    stage: 'command',
    retryable: true,
    grpc: 'RESOURCE_EXHAUSTED',
    http: 429,
    remedy: 'Call again after the time given in the answer, or raise `hub.access.limits`.',
  },
  TOO_MANY_FEEDS: {
    stage: 'command',
    retryable: true,
    grpc: 'RESOURCE_EXHAUSTED',
    http: 429,
    remedy:
      'Close dashboards, or programs that read `/api/events` or watch the health: each holds a feed for as long as it is open. Programs that share a name share its places; give each a key of its own.',
  },
  ISSUER_UNAVAILABLE: {
    stage: 'command',
    retryable: true,
    grpc: 'UNAVAILABLE',
    http: 503,
    remedy:
      'Check that the hub can reach the OAuth issuer and its key set; API keys and certificates work in the meantime.',
  },
  CONFIG_INVALID: {
    stage: 'command',
    retryable: false,
    grpc: 'INVALID_ARGUMENT',
    http: 400,
    remedy: 'Run `stellwerk validate FILE` and correct every line it prints.',
  },
  STARTING: {
    stage: 'command',
    retryable: true,
    grpc: 'UNAVAILABLE',
    http: 503,
    remedy:
      'Call again in a second; the health service, `/readyz` and `hub.json` say when the hub is ready.',
  },
  SETUP_FAILED: {
    stage: 'command',
    retryable: false,
    grpc: 'FAILED_PRECONDITION',
    http: 500,
    remedy:
      'See the message; to use your own servers, set STELLWERK_NATS_URL and STELLWERK_DATABASE_URL.',
  },
  TIMED_OUT: {
    stage: 'command',
    retryable: true,
    grpc: 'DEADLINE_EXCEEDED',
    http: 504,
    remedy: 'Try again; if it happens again, find out what the named part is waiting for.',
  },
  CANCELLED: {
    stage: 'command',
    retryable: true,
    grpc: 'CANCELLED',
    http: 499,
    remedy: 'Nothing to do: somebody stopped it, or the hub shut down.',
  },
  INTERNAL: {
    stage: 'command',
    retryable: true,
    grpc: 'INTERNAL',
    http: 500,
    remedy: 'A bug in the hub: report it with the log line.',
  },
} as const satisfies Record<string, FailureKind>;

export type FailureCode = keyof typeof failureCatalogue;
