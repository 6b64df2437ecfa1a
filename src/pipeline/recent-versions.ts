import type { SourceRecord } from '../domain/index.ts';

/**
 * Remembers the records that a stream stored last, so that the records that the next run's overlap window reads again are not
 * stored again. This is only an optimisation: a forgotten record is stored twice, and the lanes find it unchanged. It may
 * therefore be bounded and need not survive a restart, but it must never contain a record that was neither stored nor rejected.
 */
export class RecentVersions {
  readonly #maxRecords: number;
  #pages: (readonly SourceRecord[])[] = [];
  #count = 0;

  /** @param maxRecords the most records that are remembered; whole pages are forgotten, oldest first */
  constructor({ maxRecords }: { readonly maxRecords: number }) {
    this.#maxRecords = maxRecords;
  }

  /**
   * Call it only once the records, and the rejected rows among them, are stored durably. Costs nothing per record: the next run
   * builds the index.
   */
  remember(page: readonly SourceRecord[]): void {
    if (page.length === 0) return;
    this.#pages.push(page);
    this.#count += page.length;
    while (this.#count > this.#maxRecords) this.#count -= this.#pages.shift()?.length ?? 0;
  }

  /** Forgets all versions of a key, so that they are stored if read again. */
  forget(key: string): void {
    this.#pages = this.#pages.map((page) => page.filter((record) => record.key !== key));
    this.#count = this.#pages.reduce((sum, { length }) => sum + length, 0);
  }

  /** Forgets everything, since the log was emptied. */
  forgetAll(): void {
    this.#pages = [];
    this.#count = 0;
  }

  /** Returns, for one run, a test for records that are stored with exactly this version and content. */
  lookUp(): (record: SourceRecord) => boolean {
    // The content stored last for each version; all versions of a key, since a source of events may send several.
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

/** Also compares the content, since two updates within one tick of the source's clock share a version. */
function isSame(one: SourceRecord, other: SourceRecord): boolean {
  return (
    one.version === other.version &&
    one.operation === other.operation &&
    JSON.stringify(one.document) === JSON.stringify(other.document)
  );
}
