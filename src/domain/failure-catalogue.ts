import type { Stage } from './failure.ts';

interface FailureKind {
  readonly stage: Stage;
  /** Whether waiting alone can cure it. */
  readonly retryable: boolean;
  /** The canonical gRPC status name that the control API answers with. */
  readonly grpc: string;
  readonly http: number;
  /** What the operator does about it. */
  readonly remedy: string;
}

/** Every way the hub fails, by code. ops/runbook.md is made from this; a test says whether it is current. */
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
    remedy: 'Check that the source system runs and can be reached; the stream goes on by itself.',
  },
  SOURCE_REFUSED: {
    stage: 'intake',
    retryable: false,
    grpc: 'FAILED_PRECONDITION',
    http: 502,
    remedy: 'Check credentials, entity and field names of the connector; then resume the stream.',
  },
  CHANGES_LOST: {
    stage: 'intake',
    retryable: false,
    grpc: 'DATA_LOSS',
    http: 502,
    remedy:
      'The source no longer keeps the changes since the last ones stored. `stellwerk resume` of the stream reads the whole table again; what was deleted meanwhile is found by `stellwerk verify`.',
  },
  STREAM_FULL: {
    stage: 'intake',
    retryable: true,
    grpc: 'RESOURCE_EXHAUSTED',
    http: 503,
    remedy:
      'A lane is behind: see which with `stellwerk status`, bring its target back, or raise the stream limits.',
  },
  INTAKE_BUSY: {
    stage: 'intake',
    retryable: true,
    grpc: 'RESOURCE_EXHAUSTED',
    http: 503,
    remedy:
      'More comes in than the hub can store just now; nothing of this call was stored. Senders repeat after the time that the answer names.',
  },
  SIGNATURE_INVALID: {
    stage: 'intake',
    retryable: false,
    grpc: 'UNAUTHENTICATED',
    http: 401,
    remedy:
      'Compare the secret and the form of `webhooks.signature` with what the sender uses. When the sender is unknown, somebody tries to forge webhooks.',
  },
  DELIVERY_STALE: {
    stage: 'intake',
    retryable: false,
    grpc: 'INVALID_ARGUMENT',
    http: 400,
    remedy:
      'The webhook was signed too long ago or in the future: compare the clocks of sender and hub; otherwise somebody replays old ones.',
  },
  IMPORT_UNREADABLE: {
    stage: 'intake',
    retryable: false,
    grpc: 'INVALID_ARGUMENT',
    http: 422,
    remedy:
      'Check that the file is there and is what format and encoding say; `stellwerk imports resume ID` goes on where it was.',
  },
  IMPORT_REJECTS_EXCEEDED: {
    stage: 'intake',
    retryable: false,
    grpc: 'FAILED_PRECONDITION',
    http: 422,
    remedy:
      'Look at the rejected rows: mostly it is the wrong file, format or encoding. Start anew with the right ones or a higher --max-rejects.',
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
      'A message in the stream is not a record of this hub: find out who else publishes there.',
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
    remedy: 'Several records of the target carry this business key: merge them there, then replay.',
  },
  MATCH_MISSING: {
    stage: 'link',
    retryable: false,
    grpc: 'FAILED_PRECONDITION',
    http: 409,
    remedy:
      'Both sides of a two-way flow hold this key, and nothing says that both are one thing: give both streams the same `identity` in `from`, or the lanes a `match`; then replay.',
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
    remedy: 'Check that the target system runs and can be reached; the lane goes on by itself.',
  },
  TARGET_THROTTLED: {
    stage: 'deliver',
    retryable: true,
    grpc: 'RESOURCE_EXHAUSTED',
    http: 429,
    remedy: 'The target limits its callers; the lane slows down by itself.',
  },
  TARGET_BUSY: {
    stage: 'deliver',
    retryable: true,
    grpc: 'ABORTED',
    http: 409,
    remedy: 'The target could not take this record just now (lock, conflict); it is tried again.',
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
    remedy: 'Check credentials, address and entity of the target connector; then resume the lane.',
  },
  ATTEMPTS_EXHAUSTED: {
    stage: 'deliver',
    retryable: false,
    grpc: 'ABORTED',
    http: 502,
    remedy: 'The record failed as often as its policy allows: see the last answer, then replay.',
  },
  RECORD_POISONED: {
    stage: 'deliver',
    retryable: false,
    grpc: 'INTERNAL',
    http: 500,
    remedy:
      'The hub, or worker threads one after the other, died while this record was on its way, or did not come to an end with it: see the message and the log before each death (memory, a mapping module, a pattern of a schema), mend the cause, then replay.',
  },
  FENCED: {
    stage: 'settle',
    retryable: true,
    grpc: 'ABORTED',
    http: 409,
    remedy: 'Another hub process works on this lane: stop one of them.',
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
    remedy: 'Nothing was changed; the message names the obstacle.',
  },
  ERASURE_REFUSED: {
    stage: 'command',
    retryable: false,
    grpc: 'FAILED_PRECONDITION',
    http: 409,
    remedy:
      'Nothing was erased. Wait until the age limit of the stream has removed the frames that the message names, or erase all else now with --leave-frames. Name the fields under `personal`, and later records can be erased at once.',
  },
  MERGE_REFUSED: {
    stage: 'command',
    retryable: false,
    grpc: 'FAILED_PRECONDITION',
    http: 409,
    remedy:
      'Nothing was changed. Where both have an id in one system, say with --keep which one stays; the other is to be taken out of that system by its owner. See what the hub knows of each with `stellwerk record`.',
  },
  SPLIT_REFUSED: {
    stage: 'command',
    retryable: false,
    grpc: 'FAILED_PRECONDITION',
    http: 409,
    remedy:
      'Nothing was changed. Name ids of one thing, and leave it at least one; where several ids of one system stay behind, say with --keep which one counts. See them with `stellwerk record`.',
  },
  NOT_FOUND: {
    stage: 'command',
    retryable: false,
    grpc: 'NOT_FOUND',
    http: 404,
    remedy: 'Check the name; `stellwerk status` lists connectors, streams and lanes.',
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
      'Show a valid API key or token (STELLWERK_API_KEY, STELLWERK_TOKEN) or a client certificate; an admin makes keys with `stellwerk api-keys create`.',
  },
  SIGN_IN_REFUSED: {
    stage: 'command',
    retryable: false,
    grpc: 'UNAUTHENTICATED',
    http: 401,
    remedy:
      'Sign in once more. When that is refused, too, an admin compares `hub.access.oauth.signIn` with what the issuer knows of this client.',
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
    remedy: 'Call again after the time that the answer names, or raise `hub.access.limits`.',
  },
  TOO_MANY_FEEDS: {
    stage: 'command',
    retryable: true,
    grpc: 'RESOURCE_EXHAUSTED',
    http: 429,
    remedy:
      'Close dashboards, or programs that read `/api/events`: each holds a feed for as long as it is open. Programs that share a name share its places; give each a key of its own.',
  },
  ISSUER_UNAVAILABLE: {
    stage: 'command',
    retryable: true,
    grpc: 'UNAVAILABLE',
    http: 503,
    remedy:
      'Check that the hub reaches the OAuth issuer and its key set; API keys and certificates work meanwhile.',
  },
  CONFIG_INVALID: {
    stage: 'command',
    retryable: false,
    grpc: 'INVALID_ARGUMENT',
    http: 400,
    remedy: 'Run `stellwerk validate FILE` and correct every line it prints.',
  },
  SETUP_FAILED: {
    stage: 'command',
    retryable: false,
    grpc: 'FAILED_PRECONDITION',
    http: 500,
    remedy:
      'See the message; servers of your own are set by STELLWERK_NATS_URL and STELLWERK_DATABASE_URL.',
  },
  TIMED_OUT: {
    stage: 'command',
    retryable: true,
    grpc: 'DEADLINE_EXCEEDED',
    http: 504,
    remedy: 'Try again; if it repeats, see what the named part waits for.',
  },
  CANCELLED: {
    stage: 'command',
    retryable: true,
    grpc: 'CANCELLED',
    http: 499,
    remedy: 'Nothing: somebody stopped it, or the hub shut down.',
  },
  INTERNAL: {
    stage: 'command',
    retryable: true,
    grpc: 'INTERNAL',
    http: 500,
    remedy: 'A defect of the hub: report it with the log line.',
  },
} as const satisfies Record<string, FailureKind>;

export type FailureCode = keyof typeof failureCatalogue;
