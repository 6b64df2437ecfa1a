import { isDeepStrictEqual } from 'node:util';
import type { Cursor, Json, Page, Source, SourceRecord } from '../connector-api/index.ts';
import { Failure } from '../connector-api/index.ts';
import { isKey, isStorable, isTooDeep } from '../domain/index.ts';
import type { Check } from './check.ts';
import { broken, check, need, shown, skip, thrown } from './check.ts';
import { Stage } from './stage.ts';
import type { SourceRow, SourceSubject, SourceWrites, Subject } from './subject.ts';
import type { Ended } from './time.ts';
import { calm, ended, persisted } from './time.ts';

/** Pages are bounded, even where a system decides about their size. */
const MAX_PAGE = 10_000;
/** Sources that hold more are not compared row by row. */
const MOST = 2_000;
const ROWS = 7;

/** A page, and the cursor that it was read from. */
export interface ReadPage extends Page {
  readonly from: Cursor | null;
}

export interface ReadRun {
  readonly pages: readonly ReadPage[];
  readonly records: readonly SourceRecord[];
  readonly cursor: Cursor;
}

/** Reads a source as the hub does. */
export class SourceDriver {
  readonly #stage: Stage;
  readonly #writes: SourceWrites | undefined;
  #lastVersion = 0;

  constructor(stage: Stage, { writes }: SourceSubject) {
    this.#stage = stage;
    this.#writes = writes;
  }

  get writes(): SourceWrites {
    return this.#writes ?? skip('the test does not write to the source (`writes`)');
  }

  /** A version newer than all before, in whole milliseconds. */
  nextVersion(): number {
    this.#lastVersion = Math.max(this.#lastVersion + 1_000, Date.now() * 1_000);
    return this.#lastVersion;
  }

  /** Writes things that all have the same version, as a bulk update gives them. Without `writes`, does nothing. */
  async seed(): Promise<readonly SourceRow[]> {
    const version = this.nextVersion();
    const rows = Array.from({ length: ROWS }, (_, nth) => ({
      ...{ key: this.#stage.key(nth), state: 1, version },
    }));
    await this.#writes?.put(rows);
    return this.#writes ? rows : [];
  }

  /** Reads a page. After a failure that passes it is read again, as by the hub. */
  async page(source: Source, from: Cursor | null, limit: number): Promise<ReadPage> {
    const read = () => source.read({ cursor: from, limit, signal: calm() });
    const end = await persisted(() => ended('read', read), failsForNow);
    if (end.kind === 'threw') return broken(`read threw ${thrown(end.error)}.`);
    needPage(end.result);
    return { ...end.result, from };
  }

  /** Reads from a cursor to the end of the run. Skips the check if there is too much to read. */
  async run(source: Source, from: Cursor | null, limit: number): Promise<ReadRun> {
    const pages: ReadPage[] = [];
    let cursor = from;
    let count = 0;
    for (let more = true; more;) {
      const page = await this.page(source, cursor, limit);
      pages.push(page);
      count += page.records.length;
      ({ more } = page);
      // As the hub does: what it saves is JSON.
      cursor = JSON.parse(JSON.stringify(page.cursor)) as Cursor;
      if (count > MOST) skip(`the source holds more than ${MOST} rows: test with a smaller one`);
      need(
        pages.length < 2 * MOST,
        `a run of ${count} records did not end after ${2 * MOST} pages.`,
      );
    }
    const records = pages.flatMap((page) => page.records);
    return { pages, records, cursor: cursor ?? {} };
  }

  /** Reads everything in large pages. Skips the check if the source holds nothing. */
  async all(source: Source): Promise<ReadRun> {
    const run = await this.run(source, null, 1_000);
    if (run.records.length === 0) skip('the source holds no rows');
    return run;
  }
}

function failsForNow(end: Ended<Page>): boolean {
  return end.kind === 'threw' && Failure.from(end.error, 'SOURCE_UNAVAILABLE').retryable;
}

/** Requires that these records are among those that were read. */
export function needAll(
  expected: readonly SourceRecord[],
  found: readonly SourceRecord[],
  where: string,
): void {
  const keys = new Set(found.map(identity));
  const missing = expected.filter((one) => !keys.has(identity(one)));
  if (missing.length === 0) return;
  const names = missing.map(({ key, operation }) => `${operation} of ${key}`);
  broken(`${missing.length} of ${expected.length} records are missing ${where}: ${shown(names)}.`);
}

/** Without the version, which some sources make from the time of reading. */
function identity({ key, operation, document }: SourceRecord): string {
  return JSON.stringify([key, operation, document]);
}

function needPage(page: Page): void {
  const { records, rejected, cursor, more } = page;
  need(Array.isArray(records), `A page’s records are ${shown(records)}.`);
  need(Array.isArray(rejected), `A page’s rejected rows are ${shown(rejected)}.`);
  need(typeof more === 'boolean', `A page’s \`more\` is ${shown(more)}.`);
  need(records.length <= MAX_PAGE, `A page holds ${records.length} records.`);
  needJson(cursor, 'A cursor');
  for (const { position, raw, reason } of rejected) {
    const isWhole = [position, raw, reason].every((text) => typeof text === 'string');
    need(isWhole && reason !== '', `A rejected row does not say where and why: ${shown(reason)}.`);
  }
  for (const { key, version, operation, document } of records) {
    need(typeof key === 'string' && isKey(key), `A record’s key is ${shown(key)}.`);
    need(Number.isSafeInteger(version), `The version of ${key} is ${shown(version)}.`);
    need(operation === 'upsert' || operation === 'delete', `The operation of ${key} is unknown.`);
    needJson(document, `The document of ${key}`);
  }
}

/** Requires an object that is the same after it was stored. */
function needJson(value: unknown, what: string): void {
  need(
    typeof value === 'object' && value !== null && !Array.isArray(value),
    `${what} is no object.`,
  );
  need(!isTooDeep(value as Json), `${what} is nested too deep.`);
  const text = JSON.stringify(value);
  const isSame = isDeepStrictEqual(JSON.parse(text), value);
  need(isSame, `${what} is not the same after a round trip through JSON: ${text}.`);
  need(
    isStorable(JSON.stringify(value).replaceAll('\\u0000', '\0')),
    `${what} holds NUL characters.`,
  );
}

/** Makes checks of a source, each with a stage of its own. */
export function sourceCheck(subject: Subject, source: SourceSubject) {
  return (
    title: string,
    at: string,
    work: (stage: Stage, driver: SourceDriver) => Promise<void>,
  ): Check =>
    check(title, at, async () => {
      await using stage = new Stage(subject);
      if (stage.source().isSilent) skip('the system only pushes its records');
      await work(stage, new SourceDriver(stage, source));
    });
}
