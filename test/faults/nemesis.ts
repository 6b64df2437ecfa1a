import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../../ops/demo/random.ts';
import { between } from '../../ops/demo/random.ts';
import type { Company } from './company.ts';
import { endReplication } from './database.ts';
import { moveMuch } from './movements.ts';
import type { Mood } from './shop-process.ts';
import type { Weather } from '../../bench/support/proxy.ts';
import { TROUBLES } from './worker-trouble.ts';

const IMPORT_LIMIT_MS = 3_000;
const LOOK_EVERY_MS = 20;

/** A fault that is injected into a company, and undone. */
export interface Fault {
  readonly kind: string;
  begin(): Promise<void> | void;
  /** Undoes the fault; the company must recover by itself afterwards. */
  end(): Promise<void> | void;
}

/** The error of the source's clock; shared by workload and nemesis. */
export interface Clock {
  skewSeconds: number;
}

interface FaultsOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Ends the work that a fault has in progress. */
  readonly signal: AbortSignal;
}

/** Returns every fault that can be injected. */
export function faultsFor(company: Company, { clock, random, signal }: FaultsOptions): Fault[] {
  const nothing = () => undefined;
  const { nats, postgres, systems, office, shop, erp, proxies, disk, workers, articleSlot } =
    company.parts;
  const stops = { nats, postgres, systems, office, shop, erp } as const;
  const moods: readonly Mood[] = ['errors', 'throttled', 'away', 'timeouts', 'drops'];
  const weathers: readonly Weather[] = ['refusing', 'slow'];
  return [
    { kind: 'kill -9 hub', begin: () => company.signalHub('SIGKILL'), end: nothing },
    { kind: 'kill -9 nats', begin: () => nats.crash(), end: nothing },
    { kind: 'kill -9 postgres', begin: () => postgres.crash(), end: nothing },
    { kind: 'kill -9 systems', begin: () => systems.crash(), end: nothing },
    { kind: 'kill -9 office', begin: () => office.crash(), end: nothing },
    {
      kind: 'end replication',
      begin: () =>
        Promise.all([systems, office].map(({ url }) => endReplication(url))).then(nothing),
      end: nothing,
    },
    { kind: 'drop slot', begin: () => articleSlot.drop(signal), end: nothing },
    {
      kind: 'invalidate slot',
      begin: () => articleSlot.invalidate(() => company.signalHub('SIGSTOP'), signal),
      end: () => company.signalHub('SIGCONT'),
    },
    {
      kind: 'kill -9 hub in a transaction',
      async begin() {
        await moveMuch(office.url);
        await wait(between(random, 10, 100));
        company.signalHub('SIGKILL');
      },
      end: nothing,
    },
    {
      kind: 'kill -9 hub in an import',
      async begin() {
        await untilImporting(company);
        await wait(between(random, 10, 200));
        company.signalHub('SIGKILL');
      },
      end: nothing,
    },
    {
      kind: 'swallow answers from hub',
      begin: () => proxies.hub.swallowAnswers(),
      end: () => proxies.hub.change('clear'),
    },
    ...TROUBLES.map((trouble) => ({
      kind: `worker: ${trouble}`,
      begin: () => workers.order(trouble),
      end: () => workers.cancel(),
    })),
    {
      kind: 'stop hub',
      begin: () => company.signalHub('SIGSTOP'),
      end: () => company.signalHub('SIGCONT'),
    },
    ...Object.entries(stops).map(([name, server]) => ({
      kind: `stop ${name}`,
      begin: () => server.signal('SIGSTOP'),
      end: () => server.signal('SIGCONT'),
    })),
    ...Object.entries(proxies).flatMap(([name, proxy]) => [
      { kind: `cut ${name}`, begin: () => proxy.cut(), end: nothing },
      { kind: `swallow ${name}`, begin: () => proxy.swallow(), end: () => proxy.change('clear') },
      ...weathers.map((weather) => ({
        kind: `${weather} ${name}`,
        begin: () => proxy.change(weather),
        end: () => proxy.change('clear'),
      })),
    ]),
    ...moods.flatMap((mood) =>
      Object.entries({ shop, erp }).map(([name, target]) => ({
        kind: `${mood} ${name}`,
        begin: () => target.be(mood),
        end: () => target.be('well'),
      })),
    ),
    {
      kind: 'clock ahead',
      begin: () => void (clock.skewSeconds = 300),
      end: () => void (clock.skewSeconds = 0),
    },
    {
      kind: 'clock behind',
      begin: () => void (clock.skewSeconds = -300),
      end: () => void (clock.skewSeconds = 0),
    },
    ...(disk
      ? [
          {
            kind: 'nats disk full',
            begin: () => disk.fill(),
            end: () => disk.free(),
          },
        ]
      : []),
    {
      kind: 'replace hub that stands still',
      begin: () => company.replaceHub(),
      end: () => company.endStandstill(),
    },
  ];
}

/** One fault that was injected. */
export interface Injected {
  readonly kind: string;
  readonly atMs: number;
  readonly lastedMs: number;
  /** From the end of the fault to the next write in any target. */
  readonly recoveryMs: number;
}

export interface NemesisOptions {
  readonly random: Random;
  readonly faults: readonly Fault[];
  readonly untilMs: number;
  readonly signal: AbortSignal;
  /** Resolves at the first write in any target after the call, or at the limit if there is none. */
  readonly nextWrite: () => Promise<void>;
  readonly onInjected: (injected: Injected) => void;
}

/** Injects one fault after the other, in shuffled rounds so that each has its turn; now and then two at once. */
export async function torment(options: NemesisOptions): Promise<void> {
  const { random, faults, untilMs, signal, nextWrite, onInjected } = options;
  let round: Fault[] = [];
  const next = (): Fault | undefined => {
    if (round.length === 0) round = shuffled(random, faults);
    return round.pop();
  };
  while (Date.now() < untilMs && !signal.aborted) {
    const now = [next(), ...(random() < 0.25 ? [next()] : [])].filter((one) => one !== undefined);
    const atMs = Date.now();
    for (const fault of now) await fault.begin();
    await wait(between(random, 300, 3_500), undefined, { signal });
    for (const fault of now) await fault.end();
    const endedMs = Date.now();
    await nextWrite();
    const recoveryMs = Date.now() - endedMs;
    for (const { kind } of now) onInjected({ kind, atMs, lastedMs: endedMs - atMs, recoveryMs });
    await wait(between(random, 100, 1_000), undefined, { signal });
  }
}

/** Waits until an import is running, at most three seconds: an import may be waiting for a server that does not answer. */
async function untilImporting({ parts }: Company): Promise<void> {
  const deadlineMs = Date.now() + IMPORT_LIMIT_MS;
  while (Date.now() < deadlineMs && !parts.importers.some(({ isUnderWay }) => isUnderWay)) {
    await wait(LOOK_EVERY_MS);
  }
}

function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}
