import type { Source } from '../connector-api/index.ts';
import type { Check } from './check.ts';
import { broken, need, needEqual, shown, skip } from './check.ts';
import type { SourceDriver } from './source-driver.ts';
import { sourceCheck } from './source-driver.ts';
import { during, needFault } from './stage.ts';
import type { SourceSubject, Subject } from './subject.ts';
import { needCode } from './target-failures.ts';
import { calm, ended, interrupted } from './time.ts';

const FETCHED = 5;
/** Enough for a connection to be made and the request to be sent. */
const IN_FLIGHT_MS = 200;

/** What the hub relies on when a system hints at what has changed. */
export function fetchChecks(subject: Subject, settings: SourceSubject): Check[] {
  const staged = sourceCheck(subject, settings);
  return [
    staged(
      '`fetch` returns the things that it is asked for as `read` reports them, and leaves out unknown ones',
      'Source.fetch',
      async (stage, driver) => {
        const rows = await driver.seed();
        const source = stage.source();
        if (!source.fetch) return skip('the source has no `fetch`');
        const { records } = await driver.all(source);
        const latest = new Map(records.map((one) => [one.key, one]));
        const own = rows.map(({ key }) => key);
        const keys = (own.length > 0 ? own : [...latest.keys()]).slice(0, FETCHED);
        const held = keys.flatMap((key) => latest.get(key) ?? []);
        const asked = [...keys, stage.key('unknown')];
        const fetched = await source.fetch({ keys: asked, signal: calm() });
        const strange = fetched.records.filter(({ key }) => !keys.includes(key));
        needEqual(strange, [], 'records that nobody asked for');
        const kept = held.filter(({ operation }) => operation === 'upsert');
        const missing = kept.filter((one) => !fetched.records.some(({ key }) => key === one.key));
        need(missing.length === 0, `fetch did not return ${shown(missing.map(({ key }) => key))}.`);
        for (const { key, document } of fetched.records)
          needEqual(document, latest.get(key)?.document, `the document of ${key}`);
      },
    ),
    staged(
      '`fetch` returns what a thing is now, also if it was fetched before',
      'Fetched',
      async (stage, driver) => {
        const source = stage.source();
        const fetch = fetchOf(source);
        const { writes } = driver;
        const [first] = await driver.seed();
        if (!first) return;
        const before = await fetch([first.key], calm());
        await writes.put([{ ...first, state: 2, version: driver.nextVersion() }]);
        const { records } = await driver.all(stage.source());
        const after = await fetch([first.key], calm());
        const now = records.findLast(({ key }) => key === first.key)?.document;
        needEqual(after.records[0]?.document, now, `the document of ${first.key}, changed since`);
        const [old = 0, newer = old] = [before, after].map(({ records: [one] }) => one?.version);
        need(newer >= old, `The version of ${first.key} went from ${old} back to ${newer}.`);
        const { remove } = writes;
        if (!remove) return;
        await remove([first.key]);
        const last = (await fetch([first.key], calm())).records.at(-1);
        need(last?.operation !== 'upsert', `fetch returned ${first.key}, which was deleted.`);
      },
    ),
    staged(
      'while the system is away `fetch` fails with SOURCE_UNAVAILABLE, so that no hint is lost',
      'Source.fetch (throws like `read`)',
      async (stage, driver) => {
        needFault(subject, 'away');
        const fetch = fetchOf(stage.source());
        const keys = await keysIn(driver, stage.source());
        await during(subject, 'away', async () => {
          const end = await ended('fetch', () => fetch(keys, calm()));
          if (end.kind === 'returned') return broken('fetch returned, but the system is away.');
          needCode(end.error, ['SOURCE_UNAVAILABLE'], 'SOURCE_UNAVAILABLE');
        });
      },
    ),
    staged(
      '`fetch` from a system that does not answer ends when its signal aborts, and otherwise by a time limit',
      'the rules of src/connector-api/index.ts (nothing waits without a limit or a signal)',
      async (stage, driver) => {
        needFault(subject, 'silent');
        const fetch = fetchOf(stage.source());
        const keys = await keysIn(driver, stage.source());
        await during(subject, 'silent', async () => {
          const stopped = await interrupted('fetch', (signal) => fetch(keys, signal), IN_FLIGHT_MS);
          need(stopped.kind === 'threw', 'fetch returned, but the system is silent.');
          const end = await ended('fetch', () => fetch(keys, calm()));
          if (end.kind === 'returned') return broken('fetch returned from a silent system.');
          needCode(end.error, ['SOURCE_UNAVAILABLE'], 'SOURCE_UNAVAILABLE');
        });
      },
    ),
  ];
}

function fetchOf(source: Source) {
  const fetch = source.fetch?.bind(source) ?? skip('the source has no `fetch`');
  return (keys: readonly string[], signal: AbortSignal) => fetch({ keys, signal });
}

/** Keys of things that the system holds. */
async function keysIn(driver: SourceDriver, source: Source): Promise<readonly string[]> {
  await driver.seed();
  const { records } = await driver.all(source);
  return [...new Set(records.map(({ key }) => key))].slice(-FETCHED);
}
