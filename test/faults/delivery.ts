import type { Random } from '../../ops/demo/random.ts';
import { between } from '../../ops/demo/random.ts';
import type { Change } from './history.ts';

const KEYS = 15;
const POISONED_SHARE = 0.02;
const BROKEN_SHARE = 0.05;
const FORGED_SHARE = 0.03;

/** The final answer to one delivery. */
export interface Answer {
  readonly status: number;
  /** Number of events stored, by this or an earlier call. */
  readonly taken: number;
  readonly rejected: number;
}

/** What a system sends in one HTTP request; repetitions have the same id. */
export interface Delivery {
  readonly id: string;
  readonly events: readonly Change[];
  /** Number of entries after the events that cannot become records. */
  readonly broken: number;
  /** It is signed by a stranger, so nothing of it may be accepted. */
  readonly forged: boolean;
  /** Null until there is a final answer: after no answer, 429 or 5xx the delivery is sent again. */
  answer: Answer | null;
  calls: number;
}

/** Makes the deliveries of one sender, which has keys of its own. Where deliveries are signed, some are forged by a stranger. */
export class Deliveries {
  readonly #sender: string;
  readonly #random: Random;
  readonly #isSigned: boolean;
  readonly #versions = new Map<string, number>();
  #count = 0;

  constructor(
    sender: string,
    { random, isSigned }: { readonly random: Random; readonly isSigned: boolean },
  ) {
    this.#sender = sender;
    this.#isSigned = isSigned;
    this.#random = random;
  }

  next(): Delivery {
    const random = this.#random;
    const id = `${this.#sender}-${++this.#count}`;
    const state = { id, answer: null, calls: 0 };
    if (this.#isSigned && random() < FORGED_SHARE) {
      const events = [{ key: `forged-${id}`, version: 1, poisoned: false }];
      return { ...state, events, broken: 0, forged: true };
    }
    const broken = random() < BROKEN_SHARE ? 1 : 0;
    const events = Array.from({ length: between(random, 1 - broken, 4) }, () => this.#event());
    return { ...state, events, broken, forged: false };
  }

  /** A delivery may hold several events of one key, in order. */
  #event(): Change {
    const key = `${this.#sender}-key-${between(this.#random, 1, KEYS)}`;
    const version = (this.#versions.get(key) ?? 0) + 1;
    this.#versions.set(key, version);
    return { key, version, poisoned: this.#random() < POISONED_SHARE };
  }
}

/** Returns the entries as they are sent. A broken one has no version. */
export function entriesOf({ id, events, broken }: Delivery): object[] {
  return [
    ...events.map(({ key, version, poisoned }) => ({ key, n: version, poisoned })),
    ...Array.from({ length: broken }, () => ({ key: `broken-${id}` })),
  ];
}
