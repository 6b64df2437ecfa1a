import { setTimeout as wait } from 'node:timers/promises';
import type {
  Connector,
  Delivery,
  JsonObject,
  Outcome,
  SourceRecord,
} from '../../src/connector-api/index.ts';
import { Failure } from '../../src/connector-api/index.ts';
import type { Effect, Faults, SourceRow, Subject } from '../../src/testing/index.ts';

/** What a connector's author may get wrong. */
export type Flaw =
  | 'one outcome too few'
  | 'outcomes in another order'
  | 'no memory of repeats'
  | 'a new id at each write'
  | 'ids of 3,000 bytes'
  | 'deletes nothing'
  | 'fails a repeated delete'
  | 'says unchanged and writes'
  | 'refuses forced writes'
  | 'keys without slashes'
  | 'writes in spite of an abort'
  | 'refusals look like an outage'
  | 'outages look like refusals'
  | 'peek in another order'
  | 'peek invents things'
  | 'keys skip one per page'
  | 'keys list deleted things'
  | 'match finds everything'
  | 'match finds nothing while away'
  | 'peek waits without a limit'
  | 'becomes ready without a limit'
  | 'deletes by the document'
  | 'an update of nothing fails the lane'
  | 'forgets idempotency keys'
  | 'cursor holds a Date'
  | 'cursor is the last version, exclusive'
  | 'cursor lives in the source'
  | 'no overlap'
  | 'no deletions'
  | 'newest first'
  | 'fetch returns all'
  | 'fetch returns what it fetched before'
  | 'fetch finds nothing while away'
  | 'fetch waits without a limit'
  | 'ends quietly while away'
  | 'check never fails'
  | 'check waits without a limit'
  | 'close hangs';

const LIMIT_MS = 100;
const OVERLAP_MS = 60_000;

interface Thing {
  readonly id: string;
  readonly version: number;
  readonly document: JsonObject;
  readonly token: string;
  readonly key: string;
  readonly gone: boolean;
}

/** A system in memory, and a connector that keeps the contract except for one flaw. */
export function flawedSubject(flaw: Flaw | null): Subject {
  const has = (one: Flaw) => one === flaw;
  const things = new Map<string, Thing>();
  const rows = new Map<string, SourceRow & { readonly gone: boolean }>();
  const journal: Effect[] = [];
  let ids = 0;
  let fault: 'away' | 'silent' | 'unanswered' | null = null;

  /** A call of the system. What it does takes effect although its answer may be lost. */
  async function call<T>(
    side: 'SOURCE' | 'TARGET',
    signal: AbortSignal,
    work: () => T,
    isPatient = false,
  ): Promise<T> {
    if (!has('writes in spite of an abort')) signal.throwIfAborted();
    await wait(1);
    const refused = has('outages look like refusals') && side === 'TARGET';
    const code = refused ? 'TARGET_REFUSED' : (`${side}_UNAVAILABLE` as const);
    const message = 'The system does not answer.';
    if (fault === 'away') throw new Failure(code, { message });
    const result = fault === 'silent' ? null : work();
    if (fault === null) return result as T;
    await (isPatient
      ? wait(1e8, undefined, { ref: false })
      : wait(LIMIT_MS, undefined, { signal }));
    throw new Failure(code, { message });
  }

  function nameOf(key: string): string {
    return has('keys without slashes') ? key.replaceAll('/', '') : key;
  }

  function write(one: Delivery): Outcome {
    const place = nameOf(one.key);
    const held = things.get(place);
    const isGone = one.operation === 'delete';
    if (isGone && has('deletes by the document') && one.document.name === undefined)
      return { kind: 'unchanged', externalId: held?.id ?? '0' };
    if (one.document.name === null) {
      const code = has('refusals look like an outage') ? 'TARGET_UNAVAILABLE' : 'TARGET_REFUSED';
      return { kind: 'failed', failure: new Failure(code, { message: 'A name is required.' }) };
    }
    if (held?.gone && !isGone && has('an update of nothing fails the lane'))
      throw new Failure('TARGET_MISCONFIGURED', { message: 'There is no such thing.' });
    const isForced = one.forced === true && !has('refuses forced writes');
    const isKnown = held && one.version <= held.version && !isForced;
    if (isKnown && !has('no memory of repeats') && !has('says unchanged and writes')) {
      const again = new Failure('TARGET_REFUSED', { message: 'There is no such thing.' });
      if (isGone && has('fails a repeated delete')) return { kind: 'failed', failure: again };
      return { kind: 'unchanged', externalId: held.id };
    }
    const id = held && !has('a new id at each write') ? held.id : `${++ids}`.padStart(6, '0');
    const { version, document, key, idempotencyKey: token } = one;
    const gone = isGone && !has('deletes nothing');
    things.set(place, { id, version, document, token, key, gone });
    const state = gone ? 'gone' : Number(document.state);
    journal.push({ key, state });
    if (isKnown && has('says unchanged and writes')) return { kind: 'unchanged', externalId: id };
    return { kind: 'applied', externalId: has('ids of 3,000 bytes') ? id.repeat(500) : id };
  }

  function target(): NonNullable<ReturnType<NonNullable<Connector['target']>>> {
    const present = () => [...things.values()].filter(({ gone }) => !gone);
    const find = ({ key }: { readonly key: string }) =>
      present().find((one) => nameOf(one.key) === nameOf(key));
    return {
      untilReady: () =>
        has('becomes ready without a limit') ? new Promise<void>(() => {}) : Promise.resolve(),
      deliver: (deliveries, signal) =>
        call('TARGET', signal, () => {
          const outcomes = deliveries.map(write);
          if (has('one outcome too few')) return outcomes.slice(1);
          return has('outcomes in another order') ? outcomes.toReversed() : outcomes;
        }),
      peek: ({ things: asked, signal }) =>
        call(
          'TARGET',
          signal,
          () => {
            const answers = asked.map((one) => {
              const held = find(one);
              if (!held && !has('peek invents things')) return null;
              const { id = '0', document = one.document } = held ?? {};
              return { id, now: document, then: one.document };
            });
            return has('peek in another order') ? answers.toReversed() : answers;
          },
          has('peek waits without a limit'),
        ),
      keys: ({ after, limit, signal }) =>
        call('TARGET', signal, () => {
          const all = has('keys list deleted things') ? [...things.values()] : present();
          const listed = all.map(({ id }) => id).sort();
          const rest = listed.filter((id) => id > (after ?? ''));
          const skipped = has('keys skip one per page') && after !== null ? 1 : 0;
          return rest.slice(skipped, skipped + limit);
        }),
      match: ({ field, values, signal }) =>
        call('TARGET', signal, () => {
          const carries = (value: string) =>
            present().filter(({ document }) => document[field] === value);
          return new Map(
            values.map((value) => {
              const found = has('match finds everything') ? present() : carries(value);
              return [value, found.map(({ id }) => id)];
            }),
          );
        }).catch((error: unknown) => {
          if (fault !== 'away' || !has('match finds nothing while away')) throw error;
          return new Map<string, string[]>();
        }),
      lastWrites: ({ things: asked, signal }) =>
        call('TARGET', signal, () =>
          asked.map((one) => (has('forgets idempotency keys') ? 'k' : (find(one)?.token ?? null))),
        ),
    };
  }

  function recordOf({ key, version, state, gone }: SourceRow & { gone: boolean }): SourceRecord {
    const operation = gone && !has('no deletions') ? 'delete' : 'upsert';
    return { key, version, operation, document: { state } };
  }

  function source(): NonNullable<ReturnType<NonNullable<Connector['source']>>> {
    let position = 0;
    const fetched = new Map<string, SourceRecord>();
    return {
      read: ({ cursor, limit, signal }) =>
        call('SOURCE', signal, () => {
          const sorted = [...rows.values()].sort(
            (one, other) => one.version - other.version || (one.key < other.key ? -1 : 1),
          );
          if (has('newest first')) sorted.reverse();
          const { since = -Infinity, from = null } = (cursor ?? {}) as {
            readonly since?: number;
            readonly from?: string | null;
          };
          if (has('cursor lives in the source')) {
            const start = position;
            position = start + limit;
            const page = sorted.slice(start, start + limit);
            const more = position < sorted.length;
            return { records: page.map(recordOf), rejected: [], cursor: {}, more };
          }
          const place = (row: SourceRow) => `${row.version} ${row.key}`;
          const isExclusive = has('cursor is the last version, exclusive');
          const due = sorted.filter((row) =>
            isExclusive
              ? row.version > since
              : row.version >= since && (from === null || place(row) > from),
          );
          const page = due.slice(0, limit);
          const last = page.at(-1);
          const more = due.length > limit;
          const newest = last?.version ?? since;
          const overlap = has('no overlap') ? 0 : OVERLAP_MS * 1_000;
          const next = isExclusive
            ? { since: newest }
            : more && last
              ? { ...(Number.isFinite(since) ? { since } : {}), from: place(last) }
              : { since: newest - overlap, from: null };
          const at = has('cursor holds a Date') ? { at: new Date() } : {};
          const records = page.map(recordOf);
          return { records, rejected: [], cursor: { ...next, ...at } as JsonObject, more };
        }).catch((error: unknown) => {
          if (fault !== 'away' || !has('ends quietly while away')) throw error;
          return { records: [], rejected: [], cursor: cursor ?? {}, more: false };
        }),
      fetch: ({ keys, signal }) =>
        call(
          'SOURCE',
          signal,
          () => {
            const wanted = [...rows.values()].filter(
              ({ key }) => has('fetch returns all') || keys.includes(key),
            );
            const records = wanted.map(recordOf).map((one) => {
              const kept = has('fetch returns what it fetched before') && fetched.get(one.key);
              fetched.set(one.key, one);
              return kept || one;
            });
            return { records, rejected: [] };
          },
          has('fetch waits without a limit'),
        ).catch((error: unknown) => {
          if (fault !== 'away' || !has('fetch finds nothing while away')) throw error;
          return { records: [], rejected: [] };
        }),
    };
  }

  const faults: Faults = {
    away: async () => void (fault = 'away'),
    silent: async () => void (fault = 'silent'),
    unanswered: async () => void (fault = 'unanswered'),
    back: async () => void (fault = null),
  };
  return {
    faults,
    open: () => ({
      async check(signal) {
        if (has('check never fails')) return;
        if (has('check waits without a limit') && fault === 'silent')
          await wait(1e8, null, { ref: false });
        await call('TARGET', signal, () => undefined);
      },
      source,
      target,
      close: () => (has('close hangs') ? wait(1e8, undefined, { ref: false }) : Promise.resolve()),
    }),
    source: {
      settings: {
        ...{ entity: 'stock', key: 'key', version: 'version', deleted: 'gone' },
        ...{ overlapMs: OVERLAP_MS, options: {} },
      },
      writes: {
        async put(given) {
          for (const row of given) rows.set(row.key, { ...row, gone: false });
        },
        async remove(keys) {
          for (const key of keys) {
            const held = rows.get(key);
            if (held) rows.set(key, { ...held, gone: true, version: Date.now() * 1_000 });
          }
        },
      },
    },
    target: {
      entity: 'products',
      document: (key, state) => ({ name: `${key} v${state}`, state }),
      matchField: 'name',
      refused: () => ({ name: null }),
      effects: async () => journal,
    },
  };
}
