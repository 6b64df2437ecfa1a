import { hash } from 'node:crypto';
import type { SourceRecord, Version } from '../domain/index.ts';

interface Known {
  readonly version: Version;
  readonly digest: string;
}

/**
 * Remembers the newest stored version of the keys that a stream read last, so that what the overlap window reads again is not
 * stored again. Only a convenience: what it has forgotten is stored twice, and the lanes find it unchanged. Hence it may be
 * bounded and need not survive a restart; but it must never know what was not stored.
 */
export class RecentVersions {
  readonly #maxKeys: number;
  /** Least recently remembered first. */
  readonly #known = new Map<string, Known>();

  constructor({ maxKeys }: { readonly maxKeys: number }) {
    this.#maxKeys = maxKeys;
  }

  /** True when exactly this version with this content is stored. */
  known(record: SourceRecord): boolean {
    const known = this.#known.get(record.key);
    return known?.version === record.version && known.digest === digestOf(record);
  }

  /** Call it only once the record is stored durably. */
  remember(record: SourceRecord): void {
    this.#known.delete(record.key);
    this.#known.set(record.key, { version: record.version, digest: digestOf(record) });
    if (this.#known.size <= this.#maxKeys) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}

/** Two updates within one tick of the source's clock share a version, so the content counts too. */
function digestOf({ operation, document }: SourceRecord): string {
  return hash('sha1', operation + JSON.stringify(document), 'base64');
}
