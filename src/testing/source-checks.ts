import type { Check } from './check.ts';
import { need, skip } from './check.ts';
import { needAll, sourceCheck } from './source-driver.ts';
import type { SourceSubject, Subject } from './subject.ts';
import { aborted, ended, interrupted } from './time.ts';

/** At how many pages of a run a restart is tried. */
const RESTARTS = 12;
const READ = 'Source (must never miss a change)';

/** What the hub relies on when it reads what a source holds. */
export function readingChecks(subject: Subject, settings: SourceSubject): Check[] {
  const staged = sourceCheck(subject, settings);
  return [
    staged(
      'a run ends, and its records and cursors are such that the hub can store them',
      'Source.read, Page, SourceRecord',
      async (stage, driver) => {
        await driver.seed();
        await driver.all(stage.source());
      },
    ),
    staged('pages of any size hold the same records', READ, async (stage, driver) => {
      await driver.seed();
      const { records } = await driver.all(stage.source());
      for (const limit of [1, 3]) {
        const small = await driver.run(stage.source(), null, limit);
        needAll(records, small.records, `when pages hold ${limit}`);
      }
    }),
    staged('a restart after any page loses nothing', READ, async (stage, driver) => {
      await driver.seed();
      const { records } = await driver.all(stage.source());
      const { pages } = await driver.run(stage.source(), null, 2);
      const step = Math.ceil(pages.length / RESTARTS);
      for (let nth = 1; nth < pages.length; nth += step) {
        const before = pages.slice(0, nth).flatMap((page) => page.records);
        const after = await driver.run(stage.source(), pages[nth]?.from ?? null, 2);
        needAll(records, [...before, ...after.records], `after a restart at page ${nth + 1}`);
      }
    }),
    staged(
      'a page that was read and not stored can be read again, by the same source as well',
      'Page.cursor',
      async (stage, driver) => {
        await driver.seed();
        const source = stage.source();
        const { records, pages } = await driver.run(source, null, 2);
        if (records.length === 0) return skip('the source holds no rows');
        const middle = Math.floor(pages.length / 2);
        const before = pages.slice(0, middle).flatMap((page) => page.records);
        const again = await driver.run(source, pages[middle]?.from ?? null, 2);
        needAll(records, [...before, ...again.records], `when page ${middle + 1} is read again`);
      },
    ),
    staged(
      'a run reports the versions of a thing in their order',
      'Page.records',
      async (stage, driver) => {
        await driver.seed();
        const { records } = await driver.all(stage.source());
        const newest = new Map<string, number>();
        const known = new Set<string>();
        for (const { key, version } of records) {
          const last = newest.get(key) ?? version;
          const isRepeated = known.has(`${version} ${key}`);
          need(version >= last || isRepeated, `${key} had version ${last}, then ${version}.`);
          newest.set(key, Math.max(last, version));
          known.add(`${version} ${key}`);
        }
      },
    ),
    staged(
      'reading gives up when its signal aborts, and continues from the same cursor',
      'PageRequest.signal',
      async (stage, driver) => {
        await driver.seed();
        const source = stage.source();
        const { records } = await driver.all(source);
        const read = (signal: AbortSignal) => source.read({ cursor: null, limit: 2, signal });
        await ended('read', () => read(aborted()));
        for (const afterMs of [0, 2]) await interrupted('read', read, afterMs);
        const again = await driver.run(source, null, 2);
        needAll(records, again.records, 'after an interrupted read');
      },
    ),
    staged(
      '`untilChanged` ends its wait when its signal aborts',
      'Source.untilChanged',
      async (stage, driver) => {
        const source = stage.source();
        if (!source.untilChanged) return skip('the source has no `untilChanged`');
        const { cursor } = await driver.run(source, null, 1_000);
        const wait = (signal: AbortSignal) =>
          source.untilChanged?.({ cursor, signal }) ?? Promise.resolve();
        await interrupted('untilChanged', wait, 10);
      },
    ),
  ];
}
