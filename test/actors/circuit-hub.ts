import type { Call, ControlledWork } from './controlled-work.ts';
import { controlledWork, failure } from './controlled-work.ts';
import type { TestHub } from './hub.ts';
import { testHub } from './hub.ts';

/** The lanes and streams of `shop`, and those of `erp`, which must not be affected by the shop. */
export const toShop = ['products/shop', 'prices/shop', 'stock/shop'] as const;
export const fromShop = 'orders';
export const toErp = 'orders/erp';
const lanes = [...toShop, toErp] as const;
const streams = ['orders', 'products', 'prices', 'stock'] as const;

export type LaneName = (typeof lanes)[number];

export interface CircuitHub extends TestHub {
  /** The checks of the shop. */
  readonly probe: ControlledWork;
  /** Returns the work of the lane or stream. */
  work(name: string): ControlledWork;
  /** Returns the shop's lanes and streams with work in flight that was not told to end. */
  active(): readonly string[];
  /** Sets the listener that is called whenever work of a lane or stream begins. */
  onBegin(listener: () => void): void;
}

interface CircuitHubOptions {
  /** Whether work ends when it is told to. */
  readonly obeys?: boolean;
  /** Lanes that have nothing to deliver. */
  readonly idle?: readonly string[];
}

/** Makes a hub with the connectors `shop` and `erp`. The shop's probes wait 1 s, 2 s and so on; a test may mock the clock. */
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

/** Starts a hub whose shop is unavailable from the start, so all its lanes and streams are held. */
export async function startInOutage(hub: CircuitHub): Promise<void> {
  await hub.supervisor.start();
  (await hub.probe.next()).fail(failure('TARGET_UNAVAILABLE'));
  for (const lane of toShop) {
    await hub.work(lane).next();
    await hub.reaches('lane', lane, 'held');
  }
}

/** Lets the next probe succeed once its wait is over. */
export async function probeWell(hub: CircuitHub): Promise<void> {
  (await hub.probe.next()).finish();
  await hub.reaches('connector', 'shop', 'trial');
}

/** Returns the lane that is on trial, and its call. */
export async function onTrial(
  hub: CircuitHub,
): Promise<{ readonly lane: LaneName; readonly call: Call }> {
  const lane = toShop.find((name) => hub.active().includes(name));
  if (lane === undefined) throw new Error('No lane is on trial.');
  return { lane, call: await hub.work(lane).next() };
}
