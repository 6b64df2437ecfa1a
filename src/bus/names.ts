import { createHash } from 'node:crypto';

/** JetStream and subject names of one hub, derived from its namespace. No other code builds such names. */
export interface BusNames {
  /** The JetStream stream that holds a stream's records. */
  stream(stream: string): string;
  /** The subject of a key in a stream; its last token is the encoded key. */
  record(stream: string, key: string): string;
  /** Matches the subjects of all single records of a stream. */
  records(stream: string): string;
  /** The subject of a frame. Each frame has its own, so that no limit per subject drops it. */
  frame(stream: string, firstSeq: number): string;
  /** Matches the subjects of all frames of a stream. */
  frames(stream: string): string;
  /** The durable consumer of a lane. */
  lane(lane: string): string;
  readonly mailboxStream: string;
  /** `<namespace>.actor.<kind>.<name>` */
  mailbox(kind: string, name: string): string;
}

const PLAIN_TOKEN = /^[A-Za-z0-9_-]{1,120}$/;

/**
 * Encodes a record's key as one subject token. Plain keys stay unchanged, others become `=` + base64url, long ones `~`
 * + SHA-256. Two different keys never share a token.
 */
export function keyToken(key: string): string {
  if (PLAIN_TOKEN.test(key)) return key;
  const encoded = Buffer.from(key).toString('base64url');
  return encoded.length <= 160
    ? `=${encoded}`
    : `~${createHash('sha256').update(key).digest('hex')}`;
}

const known = new Map<string, BusNames>();

/** Returns the same object for the same namespace; a process has few of them. */
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
