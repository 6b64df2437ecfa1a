import { createHmac, randomBytes } from 'node:crypto';
import type { Json, JsonObject } from '../../domain/index.ts';
import { isJsonObject } from '../../domain/index.ts';
import { changeAt } from './at-path.ts';
import type { KindsByName } from './masked.ts';
import { maskSecrets } from './masked.ts';
import type { Reference } from './references.ts';

/** No text of a YAML file holds it. */
const MARK = '\0';
/** Of this process, so that nobody finds a secret out by trying. */
const key = randomBytes(32);

/**
 * The configuration in the form in which two are compared: each secret as `***` with a fingerprint, each file with the digest of
 * its content. So a secret or a file that changed is seen to have changed.
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

/** What may be shown of a value in that form. */
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
