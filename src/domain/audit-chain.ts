import { createHash } from 'node:crypto';
import type { AuditEntry } from './audit.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Json } from './json.ts';
import { isJsonObject } from './json.ts';

/** One row of the audit log. */
export interface AuditRow {
  /** Starts at 1, without gaps. */
  readonly seq: number;
  /** The AuditEntry as canonical JSON (RFC 8785), byte for byte as it was hashed. */
  readonly entry: string;
  /** SHA-256 over the previous row's hash and this row, in hexadecimal digits. */
  readonly hash: string;
}

/** A point in the chain. Its hash covers all rows up to `seq` and their content. */
export interface AuditPoint {
  readonly seq: number;
  readonly hash: string;
}

/** The point before the first row. */
export const AUDIT_START: AuditPoint = { seq: 0, hash: '0'.repeat(64) };

/** The method of the entry that records pruning of the oldest rows; its `after` holds the last pruned point. */
export const PRUNE_METHOD = 'AuditLog/Prune';

/** Only callers that were refused send longer names; the limit keeps them from filling the log. */
const MAX_NAME_CHARS = 1_024;

/** Returns the entry as the log keeps it. Replaces what PostgreSQL or canonical JSON cannot hold (NUL, lone surrogates). */
export function canonicalEntry(entry: AuditEntry): string {
  const { atMs, by, outcome, code, before, after } = entry;
  return canonicalJson({
    ...{ atMs: Math.round(atMs), by, outcome, code },
    who: nameOf(entry.who),
    address: nameOf(entry.address),
    method: nameOf(entry.method),
    subject: entry.subject === null ? null : nameOf(entry.subject),
    before: before && writable(before),
    after: after && writable(after),
  });
}

/** Returns the hash of the row after `before`: SHA-256(hash before || `{"entry":…,"seq":…}`), which is canonical JSON too. */
export function chainHash(before: string, { seq, entry }: Omit<AuditRow, 'hash'>): string {
  return createHash('sha256')
    .update(Buffer.from(before, 'hex'))
    .update(`{"entry":${entry},"seq":${seq}}`)
    .digest('hex');
}

/** Continues a chain. @returns the rows of the entries, in their order */
export function chain(from: AuditPoint, entries: readonly string[]): AuditRow[] {
  let { seq, hash } = from;
  return entries.map((entry) => {
    seq += 1;
    hash = chainHash(hash, { seq, entry });
    return { seq, entry, hash };
  });
}

function nameOf(text: string): string {
  const name = cleaned(text);
  return name.length <= MAX_NAME_CHARS ? name : `${name.slice(0, MAX_NAME_CHARS).toWellFormed()}…`;
}

function writable(value: Json): Json {
  if (typeof value === 'string') return cleaned(value);
  if (Array.isArray(value)) return value.map(writable);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [cleaned(name), writable(child)]),
  );
}

function cleaned(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}
