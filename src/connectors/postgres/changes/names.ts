import { createHash } from 'node:crypto';
import type { SourceOwner } from '../../../connector-api/index.ts';

/** PostgreSQL truncates longer names. */
const MAX_BYTES = 63;
const DIGITS = 8;

/** Returns the name of a stream's slot and publication: readable, and made unique to the stream by its digest. */
export function captureName({ namespace, stream }: SourceOwner): string {
  const digest = createHash('sha256').update(`${namespace} ${stream}`).digest('hex');
  const readable = `${namespace}_${stream}`.replaceAll('-', '_').slice(0, MAX_BYTES - DIGITS - 1);
  return `${readable}_${digest.slice(0, DIGITS)}`;
}
