import type { MessageTypeDefinition } from '@grpc/proto-loader';
import { loadSync } from '@grpc/proto-loader';
import type { Failure } from '../domain/index.ts';
import { failureCatalogue } from '../domain/index.ts';
import { momentMessage } from './messages/moment.ts';
import { protoDir } from './proto-dir.ts';

/** Domain in ErrorInfo that distinguishes Stellwerk's reasons from those of others. */
const DOMAIN = 'stellwerk';
/** Trailers are limited (8 kB in some clients), and a program cannot use a list of a hundred mistakes. */
const MAX_VIOLATIONS = 20;
const MAX_VALUE_CHARS = 200;
const MAX_MESSAGE_CHARS = 2_000;

type Message = Readonly<Record<string, unknown>>;

/** Field names as protobufjs spells them. */
interface Any {
  readonly type_url: string;
  readonly value: Buffer;
}

/** The machine-readable details of a failure, as defined by google.rpc. */
export interface ErrorDetails {
  /** The catalogue's code; null if the error is not Stellwerk's. */
  readonly reason: string | null;
  /** Facts: the stage, whether the failure is retryable, and what the failure itself adds. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly violations: readonly { readonly field: string; readonly rule: string }[];
  readonly retryAfterMs: number | null;
}

let loaded: ReturnType<typeof loadSync> | undefined;

/** Loaded with the first failure: most processes never have one. */
function typeOf(name: string): MessageTypeDefinition<Message, Message> {
  const files = ['google/rpc/status.proto', 'google/rpc/error_details.proto'];
  loaded ??= loadSync(files, { includeDirs: [protoDir()], longs: Number, defaults: true });
  return loaded[`google.rpc.${name}`] as MessageTypeDefinition<Message, Message>;
}

/**
 * Encodes a failure as a google.rpc.Status, for the trailer `grpc-status-details-bin`. It always contains ErrorInfo and
 * a LocalizedMessage with the remedy, BadRequest if fields are at fault, and RetryInfo if the other side named a wait.
 */
export function encodeDetails(failure: Failure, code: number, message: string): Buffer {
  const { code: reason, stage, retryable, retryAfterMs, details } = failure;
  const metadata = { stage, retryable: String(retryable), ...factsOf(details) };
  const violations = violationsOf(details);
  const packed = [
    pack('ErrorInfo', { reason, domain: DOMAIN, metadata }),
    ...(violations.length > 0 ? [pack('BadRequest', { fieldViolations: violations })] : []),
    ...(retryAfterMs === undefined
      ? []
      : [pack('RetryInfo', { retryDelay: momentMessage(retryAfterMs) })]),
    pack('LocalizedMessage', { locale: 'en', message: failureCatalogue[reason].remedy }),
  ];
  const told = message.slice(0, MAX_MESSAGE_CHARS).toWellFormed();
  return typeOf('Status').serialize({ code, message: told, details: packed });
}

/** Decodes a google.rpc.Status; null for anything else. Ignores details of other types. */
export function decodeDetails(bytes: Buffer): ErrorDetails | null {
  try {
    const { details } = typeOf('Status').deserialize(bytes) as { details: readonly Any[] };
    const info = unpack(details, 'ErrorInfo');
    const request = unpack(details, 'BadRequest');
    const retry = unpack(details, 'RetryInfo')?.retryDelay as
      { seconds: number; nanos: number } | null | undefined;
    const violations = (request?.fieldViolations ?? []) as { field: string; description: string }[];
    return {
      reason: info?.domain === DOMAIN ? String(info.reason) : null,
      metadata: (info?.metadata ?? {}) as Record<string, string>,
      violations: violations.map(({ field, description }) => ({ field, rule: description })),
      retryAfterMs: retry ? retry.seconds * 1000 + retry.nanos / 1_000_000 : null,
    };
  } catch {
    return null; // The status itself still says what happened.
  }
}

function pack(name: string, message: Message): Any {
  return {
    type_url: `type.googleapis.com/google.rpc.${name}`,
    value: typeOf(name).serialize(message),
  };
}

function unpack(details: readonly Any[], name: string): Message | null {
  const found = details.find(({ type_url: url }) => url.endsWith(`/google.rpc.${name}`));
  return found ? typeOf(name).deserialize(found.value) : null;
}

/** Scalars only: nested details are for the log. */
function factsOf(details: Failure['details']): Record<string, string> {
  const facts: Record<string, string> = {};
  for (const [name, value] of Object.entries(details)) {
    if (!['string', 'number', 'boolean'].includes(typeof value)) continue;
    facts[name] = String(value).slice(0, MAX_VALUE_CHARS).toWellFormed();
  }
  return facts;
}

/** Returns the violation of one field (INVALID_REQUEST) or all mistakes of a configuration (CONFIG_INVALID). */
function violationsOf(details: Failure['details']): Message[] {
  const { field, rule, mistakes } = details;
  if (typeof field === 'string' && typeof rule === 'string') return [violation(field, rule)];
  if (!Array.isArray(mistakes)) return [];
  return mistakes
    .slice(0, MAX_VIOLATIONS)
    .map(({ path, message }: Message) => violation(String(path), String(message)));
}

function violation(field: string, rule: string): Message {
  const [shortField, description] = [field, rule].map((text) =>
    text.slice(0, MAX_VALUE_CHARS).toWellFormed(),
  );
  return { field: shortField, description };
}
