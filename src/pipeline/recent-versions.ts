import type { SourceRecord } from '../domain/index.ts';

/**
 * Remembers the records that a stream stored last, so that what the next run's overlap window reads again is not stored again.
 * Only a convenience: what it has forgotten is stored twice, and the lanes find it unchanged. Hence it may be bounded and need
 * not survive a restart; but it must never know what was not stored.
 */
export class RecentVersions {
  readonly #maxRecords: number;
  #pages: (readonly SourceRecord[])[] = [];
  #count = 0;

  /** @param maxRecords how many are remembered; whole pages are forgotten, oldest first */
  constructor({ maxRecords }: { readonly maxRecords: number }) {
    this.#maxRecords = maxRecords;
  }

  /** Call it only once the records are stored durably. Costs nothing per record: looking things up is left to the next run. */
  remember(page: readonly SourceRecord[]): void {
    if (page.length === 0) return;
    this.#pages.push(page);
    this.#count += page.length;
    while (this.#count > this.#maxRecords) this.#count -= this.#pages.shift()?.length ?? 0;
  }

  /** Nothing of this key is remembered any more: told again, it is stored again. */
  forget(key: string): void {
    this.#pages = this.#pages.map((page) => page.filter((record) => record.key !== key));
    this.#count = this.#pages.reduce((sum, { length }) => sum + length, 0);
  }

  /** For one run: tells whether exactly this version with this content is stored. */
  lookUp(): (record: SourceRecord) => boolean {
    // Of one version the content stored last; every version, since a source of events tells several of one key.
    const stored = new Map(this.#pages.flat().map((record) => [nameOf(record), record]));
    return (record) => {
      const known = stored.get(nameOf(record));
      return known !== undefined && isSame(known, record);
    };
  }
}

function nameOf({ key, version }: SourceRecord): string {
  return `${version} ${key}`;
}

/** Two updates within one tick of the source's clock share a version, so the content counts too. */
function isSame(one: SourceRecord, other: SourceRecord): boolean {
  return (
    one.version === other.version &&
    one.operation === other.operation &&
    JSON.stringify(one.document) === JSON.stringify(other.document)
  );
}
