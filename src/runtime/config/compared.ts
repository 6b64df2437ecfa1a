import { createHmac, randomBytes } from 'node:crypto';
import type { Json, JsonObject } from '../../domain/index.ts';
import { isJsonObject } from '../../domain/index.ts';
import { changeAt } from './at-path.ts';
import type { KindsByName } from './masked.ts';
import { maskSecrets } from './masked.ts';
import type { Reference } from './references.ts';

/** Does not occur in any text of a YAML file. */
const MARK = '\0';
/** Random per process, so that secrets cannot be found by trying. */
const key = randomBytes(32);

/**
 * Returns the configuration in the form used for comparing two: each secret as `***` with a fingerprint, each file name
 * with the digest of its content. So changed secrets and files are noticed.
 */
export function toCompare(
  value: unknown,
  secret: ReadonlySet<string>,
  kinds: KindsByName,
  references: readonly Reference[],
): JsonObject {
  const compared = maskSecrets(value, secret, kinds, fingerprint) as JsonObject;
  for (const { at, digest } of references) {
    changeAt(compared, at, (written) => `${String(written)} (${digest.slice(0, 12)})`);
  }
  return compared;
}

/** Returns a value in that form without its fingerprints, for display. */
export function withoutFingerprints<Value extends Json | undefined>(value: Value): Value {
  if (typeof value === 'string') {
    return value.replace(new RegExp(`${MARK}[0-9a-f]*`, 'g'), '') as Value;
  }
  if (Array.isArray(value)) {
    return value.map((item: Json) => withoutFingerprints(item)) as unknown as Value;
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([name, child]) => [name, withoutFingerprints(child)]);
  return Object.fromEntries(entries) as Value;
}

function fingerprint(secret: unknown): string {
  return MARK + createHmac('sha256', key).update(JSON.stringify(secret)).digest('hex');
}
