import type { Cursor, SourceRecord } from '../connector-api/index.ts';
import type { Check } from './check.ts';
import { broken, need, skip, thrown } from './check.ts';
import type { SourceDriver } from './source-driver.ts';
import { needAll, sourceCheck } from './source-driver.ts';
import { during, needFault } from './stage.ts';
import type { SourceSubject, Subject } from './subject.ts';
import { needCode } from './target-failures.ts';
import { calm, ended, interrupted } from './time.ts';

const MISSED = 'Source (must never miss a change)';
const IN_FLIGHT_MS = 200;

/** What the hub relies on when a source's system changes, or goes away. */
export function changeChecks(subject: Subject, settings: SourceSubject): Check[] {
  const { version, overlapMs } = settings.settings;
  const staged = sourceCheck(subject, settings);
  return [
    staged(
      'the next run reports what has changed since the last one',
      MISSED,
      async (stage, driver) => {
        const { writes } = driver;
        const [first, second] = await driver.seed();
        if (!first || !second) return;
        const run = await driver.run(stage.source(), null, 3);
        await writes.put([
          { ...second, state: 2, version: driver.nextVersion() },
          { key: stage.key('new'), state: 1, version: driver.nextVersion() },
        ]);
        const next = await driver.run(stage.source(), run.cursor, 3);
        needChanged(run.records, next.records, second.key);
        needFound(next.records, stage.key('new'), 'although it was added');
      },
    ),
    staged(
      'a thing that appears after a run with the version of the last one read is not missed',
      'SourceSettings.overlapMs',
      async (stage, driver) => {
        const { writes } = driver;
        const [first] = await driver.seed();
        if (!first) return;
        const run = await driver.run(stage.source(), null, 3);
        await writes.put([{ ...first, key: stage.key('twin') }]);
        const next = await driver.run(stage.source(), run.cursor, 3);
        needFound(next.records, stage.key('twin'), `with version ${first.version}, as others`);
      },
    ),
    staged(
      'a thing that appears late, with a version within the overlap, is not missed',
      'SourceSettings.overlapMs',
      async (stage, driver) => {
        const { writes } = driver;
        if (version === null || overlapMs === 0) return skip('the source has no overlap');
        const [first] = await driver.seed();
        if (!first) return;
        const run = await driver.run(stage.source(), null, 3);
        const late = first.version - Math.floor(overlapMs / 2) * 1_000;
        await writes.put([{ key: stage.key('late'), state: 1, version: late }]);
        const next = await driver.run(stage.source(), run.cursor, 3);
        needFound(next.records, stage.key('late'), `${overlapMs / 2} ms late`);
      },
    ),
    staged(
      'what changes while a run reads is reported by this run or the next',
      MISSED,
      async (stage, driver) => {
        const { writes } = driver;
        const rows = await driver.seed();
        const [first, last] = [rows[0], rows.at(-1)];
        if (!first || !last) return;
        const source = stage.source();
        const before = await driver.run(stage.source(), null, 1_000);
        const page = await driver.page(source, null, 2);
        await writes.put([
          { ...first, state: 2, version: driver.nextVersion() },
          { ...last, state: 2, version: driver.nextVersion() },
          { key: stage.key('new'), state: 1, version: driver.nextVersion() },
        ]);
        const records = [...page.records, ...(await twoRuns(driver, source, page))];
        for (const { key } of [first, last]) needChanged(before.records, records, key);
        needFound(records, stage.key('new'), 'although it was added');
      },
    ),
    staged(
      'a thing that was deleted is reported as deleted',
      'SourceSettings.deleted, Operation',
      async (stage, driver) => {
        const { remove } = driver.writes;
        if (!remove) return skip('the source does not report deletions (`writes.remove`)');
        const [first] = await driver.seed();
        if (!first) return;
        const run = await driver.run(stage.source(), null, 3);
        await remove([first.key]);
        const next = await driver.run(stage.source(), run.cursor, 3);
        const last = next.records.findLast(({ key }) => key === first.key);
        need(
          last?.operation === 'delete',
          `The next run reported ${first.key} as ${last?.operation ?? 'nothing'}.`,
        );
        needNewer(run.records, last);
      },
    ),
    staged(
      'while the system is away reading fails with SOURCE_UNAVAILABLE, and continues when it is back',
      'Source.read',
      async (stage, driver) => {
        needFault(subject, 'away');
        await driver.seed();
        const source = stage.source();
        const { records } = await driver.all(source);
        const page = await driver.page(source, null, 2);
        await during(subject, 'away', async () => {
          for (const one of [source, stage.source()]) {
            const request = { cursor: page.cursor, limit: 2, signal: calm() };
            const end = await ended('read', () => one.read(request));
            // The last page was the last that there is: then nothing has to be read.
            if (end.kind === 'returned') broken('read returned a page, but the system is away.');
            needCode(end.error, ['SOURCE_UNAVAILABLE'], 'SOURCE_UNAVAILABLE');
          }
        });
        const rest = await driver.run(source, page.cursor, 2);
        needAll(records, [...page.records, ...rest.records], 'after the system was away');
      },
    ),
    staged(
      'reading a system that does not answer ends when its signal aborts, and otherwise by a time limit',
      'the rules of src/connector-api/index.ts (nothing waits without a limit or a signal)',
      async (stage) => {
        needFault(subject, 'silent');
        const source = stage.source();
        const read = (signal: AbortSignal) => source.read({ cursor: null, limit: 2, signal });
        await during(subject, 'silent', async () => {
          const stopped = await interrupted('read', read, IN_FLIGHT_MS);
          need(stopped.kind === 'threw', 'read returned a page, but the system is silent.');
          const end = await ended('read', () => read(calm()));
          if (end.kind === 'returned') return broken('read returned a page of a silent system.');
          needCode(end.error, ['SOURCE_UNAVAILABLE'], 'SOURCE_UNAVAILABLE');
        });
      },
    ),
    staged(
      '`untilChanged` resolves when there is something after the cursor',
      'Source.untilChanged',
      async (stage, driver) => {
        const source = stage.source();
        if (!source.untilChanged) return skip('the source has no `untilChanged`');
        const { writes } = driver;
        const { cursor } = await driver.run(source, null, 1_000);
        const waited = ended('untilChanged', async () =>
          source.untilChanged?.({ cursor, signal: calm() }),
        );
        await writes.put([{ key: stage.key('new'), state: 1, version: driver.nextVersion() }]);
        const end = await waited;
        if (end.kind === 'threw') broken(`untilChanged threw ${thrown(end.error)}.`);
      },
    ),
  ];
}

/** The records of the rest of this run, and of the next. */
async function twoRuns(
  driver: SourceDriver,
  source: Parameters<SourceDriver['run']>[0],
  page: { readonly cursor: Cursor },
): Promise<readonly SourceRecord[]> {
  const rest = await driver.run(source, page.cursor, 2);
  const next = await driver.run(source, rest.cursor, 2);
  return [...rest.records, ...next.records];
}

function needFound(records: readonly SourceRecord[], wanted: string, why: string): void {
  const found = records.some(({ key }) => key === wanted);
  need(found, `The next run did not report ${wanted}, ${why}.`);
}

function needChanged(
  before: readonly SourceRecord[],
  after: readonly SourceRecord[],
  wanted: string,
): void {
  const old = before.findLast(({ key }) => key === wanted);
  const content = JSON.stringify(old?.document);
  const changed = after.findLast(
    ({ key, document }) => key === wanted && JSON.stringify(document) !== content,
  );
  if (!changed) return broken(`The change of ${wanted} was not reported.`);
  needNewer(before, changed);
}

/** Otherwise the hub would take the change for an old state. */
function needNewer(before: readonly SourceRecord[], { key, version }: SourceRecord): void {
  const last = before.findLast((one) => one.key === key)?.version ?? version;
  need(version >= last, `The version of ${key} went from ${last} back to ${version}.`);
}
