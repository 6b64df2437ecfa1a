import type { Random } from '../../ops/demo/random.ts';
import { between } from '../../ops/demo/random.ts';
import type { Change } from './history.ts';

const KEYS = 15;
const POISONED_SHARE = 0.02;
const BROKEN_SHARE = 0.05;
const FORGED_SHARE = 0.03;

/** What a sender was told for good of one delivery. */
export interface Answer {
  readonly status: number;
  /** Stored, now or by an earlier call. */
  readonly taken: number;
  readonly rejected: number;
}

/** What a system tells at once by HTTP, under an id that all its repetitions have. */
export interface Delivery {
  readonly id: string;
  readonly events: readonly Change[];
  /** Entries behind the events of which no record can be made. */
  readonly broken: number;
  /** It comes from a stranger: nothing of it may be taken. */
  readonly forged: boolean;
  /** Null as long as nobody answered for it: no answer, 429 and 5xx mean that it has to come again. */
  answer: Answer | null;
  calls: number;
}

/** Makes the deliveries of one sender, whose keys nobody else tells of. Where they are signed, some are by a stranger. */
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

  /** Of one key there may be several in a delivery, in their order. */
  #event(): Change {
    const key = `${this.#sender}-key-${between(this.#random, 1, KEYS)}`;
    const version = (this.#versions.get(key) ?? 0) + 1;
    this.#versions.set(key, version);
    return { key, version, poisoned: this.#random() < POISONED_SHARE };
  }
}

/** The entries as they are sent. A broken one has no version. */
export function entriesOf({ id, events, broken }: Delivery): object[] {
  return [
    ...events.map(({ key, version, poisoned }) => ({ key, n: version, poisoned })),
    ...Array.from({ length: broken }, () => ({ key: `broken-${id}` })),
  ];
}
