import type { Reply } from '../../support/http-system.ts';
import { refusal } from './refusal.ts';

export type Order = Readonly<Record<string, unknown>> & {
  readonly orderId: string;
  readonly lastUpdatedTime: string;
};

const MINUTES_LATE = 120_000;
const DAY_MS = 86_400_000;

/** The orders of a seller, which are told in the order of change. A page's token names a place in that order. */
export class Orders {
  readonly #now: () => number;
  readonly #orders = new Map<string, Order>();
  /** By token: the request that it belongs to, where the next page begins, and until when it holds. */
  readonly #tokens = new Map<string, { key: string; behind: string; untilMs: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  put(orderId: string, fields: Partial<Order> = {}): void {
    const time = new Date(this.#now()).toISOString();
    const order = {
      ...{ orderId, createdTime: time, salesChannel: { channelName: 'AMAZON' }, orderItems: [] },
      ...this.#orders.get(orderId),
      ...fields,
    };
    this.#orders.set(orderId, { ...order, lastUpdatedTime: fields.lastUpdatedTime ?? time });
  }

  all(): readonly Order[] {
    return [...this.#orders.values()];
  }

  forgetTokens(): void {
    this.#tokens.clear();
  }

  search(query: URLSearchParams): Reply {
    const [after, before] = ['lastUpdatedAfter', 'lastUpdatedBefore'].map((name) =>
      query.get(name),
    );
    const isOne = (query.get('createdAfter') === null) !== (after === null);
    if (!isOne || !after) return refusal(400, 'InvalidInput', 'exactly one of createdAfter, ...');
    const until = before ? Date.parse(before) : this.#now() - MINUTES_LATE;
    if (until > this.#now() - MINUTES_LATE || until < Date.parse(after))
      return refusal(400, 'InvalidInput', 'lastUpdatedBefore must be two minutes before');
    const size = Number(query.get('maxResultsPerPage') ?? 100);
    if (!(size >= 1 && size <= 100)) return refusal(400, 'InvalidInput', 'maxResultsPerPage');
    const given = query.get('paginationToken');
    const key = keyOf(query);
    const known = given === null ? { behind: '' } : this.#place(given, key);
    if (known === null) {
      const message = 'The paginationToken you have submitted is not valid.';
      return refusal(400, 'InvalidInput', message);
    }
    const found = this.all()
      .filter(({ lastUpdatedTime }) => {
        const time = Date.parse(lastUpdatedTime);
        return time >= Date.parse(after) && time <= until;
      })
      .filter((order) => placeOf(order) > known.behind)
      .toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
    const orders = found.slice(0, size);
    const last = orders.at(-1);
    const pagination =
      last && found.length > size ? { nextToken: this.#token(key, placeOf(last)) } : {};
    return { body: { orders, pagination, lastUpdatedBefore: new Date(until).toISOString() } };
  }

  #place(token: string, key: string) {
    const known = this.#tokens.get(token);
    return known?.key === key && known.untilMs > this.#now() ? known : null;
  }

  #token(key: string, behind: string): string {
    const token = `token ${this.#tokens.size}/+=`;
    this.#tokens.set(token, { key, behind, untilMs: this.#now() + DAY_MS });
    return token;
  }
}

/** All parameters but the size of the page and the token must be those of the first request. */
function keyOf(query: URLSearchParams): string {
  const same = new URLSearchParams(query);
  same.delete('paginationToken');
  same.delete('maxResultsPerPage');
  same.sort();
  return same.toString();
}

function placeOf({ lastUpdatedTime, orderId }: Order): string {
  return `${new Date(lastUpdatedTime).toISOString()} ${orderId}`;
}
