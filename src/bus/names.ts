import { createHash } from 'node:crypto';

/** JetStream and subject names of one hub, derived from its namespace. Nothing else in the hub builds such names. */
export interface BusNames {
  /** The JetStream stream that holds a stream's records. */
  stream(stream: string): string;
  /** Subject of one key in a stream; the last token is the encoded key. */
  record(stream: string, key: string): string;
  /** Every subject of single records of a stream. */
  records(stream: string): string;
  /** Subject of a frame, none like another, so that no limit per subject drops it. */
  frame(stream: string, firstSeq: number): string;
  /** Every subject of frames of a stream. */
  frames(stream: string): string;
  /** The durable consumer of a lane. */
  lane(lane: string): string;
  readonly mailboxStream: string;
  /** `<namespace>.actor.<kind>.<name>` */
  mailbox(kind: string, name: string): string;
}

const PLAIN_TOKEN = /^[A-Za-z0-9_-]{1,120}$/;

/**
 * A record's key as one subject token. Plain keys stand as they are; others become `=` + base64url, long ones `~` + SHA-256:
 * two different keys never share a token.
 */
export function keyToken(key: string): string {
  if (PLAIN_TOKEN.test(key)) return key;
  const encoded = Buffer.from(key).toString('base64url');
  return encoded.length <= 160
    ? `=${encoded}`
    : `~${createHash('sha256').update(key).digest('hex')}`;
}

const known = new Map<string, BusNames>();

/** The same object for the same namespace, of which a process has few. */
export function busNames(namespace: string): BusNames {
  const names = known.get(namespace) ?? namesIn(namespace);
  known.set(namespace, names);
  return names;
}

function namesIn(namespace: string): BusNames {
  return {
    stream: (stream) => `${namespace}-stream-${stream}`,
    record: (stream, key) => `${namespace}.record.${stream}.${keyToken(key)}`,
    records: (stream) => `${namespace}.record.${stream}.*`,
    frame: (stream, firstSeq) => `${namespace}.frame.${stream}.${firstSeq}`,
    frames: (stream) => `${namespace}.frame.${stream}.*`,
    lane: (lane) => `lane-${lane.replace('/', '-to-')}`,
    mailboxStream: `${namespace}-mailbox`,
    mailbox: (kind, name) => `${namespace}.actor.${kind}.${keyToken(name)}`,
  };
}
