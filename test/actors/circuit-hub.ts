import type { Call, ControlledWork } from './controlled-work.ts';
import { controlledWork, failure } from './controlled-work.ts';
import type { TestHub } from './hub.ts';
import { testHub } from './hub.ts';

/** The lanes and streams of `shop`, and those of `erp`, which must not notice what becomes of the shop. */
export const toShop = ['products/shop', 'prices/shop', 'stock/shop'] as const;
export const fromShop = 'orders';
export const toErp = 'orders/erp';
const lanes = [...toShop, toErp] as const;
const streams = ['orders', 'products', 'prices', 'stock'] as const;

export type LaneName = (typeof lanes)[number];

export interface CircuitHub extends TestHub {
  /** Of the shop. */
  readonly probe: ControlledWork;
  /** Of the lane or stream. */
  work(name: string): ControlledWork;
  /** Everybody of the shop who has work in flight that was not told to end. */
  active(): readonly string[];
  /** The listener is called whenever work of a lane or stream begins. */
  onBegin(listener: () => void): void;
}

interface CircuitHubOptions {
  /** Whether work ends when it is told to. */
  readonly obeys?: boolean;
  /** Lanes that have nothing to deliver. */
  readonly idle?: readonly string[];
}

/** A hub of the connectors `shop` and `erp`; the shop's probes wait 1 s, 2 s and so on, in time that a test may mock. */
export function circuitHub({ obeys = true, idle = [] }: CircuitHubOptions = {}): CircuitHub {
  const probe = controlledWork();
  const works = new Map<string, ControlledWork>(
    [...lanes, ...streams].map((name) => [name, controlledWork({ obeys })]),
  );
  const inFlight = new Map<string, AbortSignal>();
  let begun: () => void = () => undefined;
  const work = (name: string) => works.get(name) ?? controlledWork();

  async function run(name: string, ...args: Parameters<ControlledWork['run']>): Promise<void> {
    inFlight.set(name, args[0]);
    begun();
    try {
      await work(name).run(...args);
    } finally {
      if (inFlight.get(name) === args[0]) inFlight.delete(name);
    }
  }

  const hub = testHub({
    backoff: { initialMs: 1_000, maxMs: 60_000, jitter: 0 },
    connectors: [
      { name: 'shop', effects: { check: (signal) => probe.run(signal) } },
      { name: 'erp', effects: { check: () => Promise.resolve() } },
    ],
    streams: streams.map((name) => ({
      name,
      connector: name === fromShop ? 'shop' : 'erp',
      syncAtStart: false,
      effects: { run: (signal) => run(name, signal) },
    })),
    lanes: lanes.map((name) => ({
      name,
      stream: name.split('/')[0] ?? '',
      connector: name === toErp ? 'erp' : 'shop',
      effects: { drain: (...args) => run(name, ...args), hasWork: () => !idle.includes(name) },
    })),
  });
  return {
    ...hub,
    probe,
    work,
    active: () => [...toShop, fromShop].filter((name) => inFlight.get(name)?.aborted === false),
    onBegin: (listener) => (begun = listener),
    [Symbol.asyncDispose]: () => hub[Symbol.asyncDispose](),
  };
}

/** Starts a hub whose shop goes away at once: everybody of it is held. */
export async function startInOutage(hub: CircuitHub): Promise<void> {
  await hub.supervisor.start();
  (await hub.probe.next()).fail(failure('TARGET_UNAVAILABLE'));
  for (const lane of toShop) {
    await hub.work(lane).next();
    await hub.reaches('lane', lane, 'held');
  }
}

/** Lets the next probe go well once its wait is over. */
export async function probeWell(hub: CircuitHub): Promise<void> {
  (await hub.probe.next()).finish();
  await hub.reaches('connector', 'shop', 'trial');
}

/** The lane that is on trial, and its call. */
export async function onTrial(
  hub: CircuitHub,
): Promise<{ readonly lane: LaneName; readonly call: Call }> {
  const lane = toShop.find((name) => hub.active().includes(name));
  if (lane === undefined) throw new Error('No lane is on trial.');
  return { lane, call: await hub.work(lane).next() };
}
