import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../../ops/demo/random.ts';
import { seeded } from '../../ops/demo/random.ts';
import type { Call } from './calls.ts';
import { byLines, byList, byWebhook } from './calls.ts';
import type { Delivery } from './delivery.ts';
import { Deliveries } from './delivery.ts';

const PAUSE_MS = 150;
const REPEAT_MS = 100;
/** How long a delivery that is unanswered when the work ends is repeated. */
const PATIENCE_MS = 20_000;

/** A system that sends its events to the hub: one delivery after the other, each repeated until the hub answers. */
export class Sender {
  /** The stream that it feeds. */
  readonly stream: 'sales' | 'scans';
  readonly deliveries: Delivery[] = [];
  readonly #made: Deliveries;
  readonly #send: (delivery: Delivery) => ReturnType<Call>;

  constructor(
    stream: Sender['stream'],
    { name, random, hubUrl, call }: { name: string; random: Random; hubUrl: string; call: Call },
  ) {
    this.stream = stream;
    this.#made = new Deliveries(name, { random, isSigned: call === byWebhook });
    this.#send = (delivery) => call(hubUrl, delivery);
  }

  async work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const delivery = this.#made.next();
      this.deliveries.push(delivery);
      await this.#tell(delivery, signal);
      await wait(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #tell(delivery: Delivery, signal: AbortSignal): Promise<void> {
    let givenUpMs = Infinity;
    while (Date.now() < givenUpMs) {
      delivery.calls++;
      delivery.answer = await this.#send(delivery);
      if (delivery.answer !== null) return;
      if (signal.aborted) givenUpMs = Math.min(givenUpMs, Date.now() + PATIENCE_MS);
      await wait(REPEAT_MS);
    }
  }
}

/** Returns two senders of webhooks and two that push. */
export function sendersOf(hubUrl: string, seed: number): readonly Sender[] {
  const ways = [
    ['sales', byWebhook],
    ['sales', byWebhook],
    ['scans', byList],
    ['scans', byLines],
  ] as const;
  return ways.map(([stream, call], index) => {
    const random = seeded(seed + 10 + index);
    return new Sender(stream, { name: `${stream}-${index}`, random, hubUrl, call });
  });
}
