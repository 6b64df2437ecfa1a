import type { Reply, SeenRequest } from '../../support/http-system.ts';
import { refusal } from './marketplace.ts';

export type Order = Readonly<Record<string, unknown>> & {
  readonly order_id: string;
  readonly created_date: string;
  readonly last_updated_date: string;
  readonly order_state: string;
  readonly order_lines: readonly OrderLine[];
};

type OrderLine = { readonly order_line_id: string; readonly order_line_state: string };

/** The orders of a simulated marketplace. */
export class Orders {
  readonly #all = new Map<string, Order>();
  nowMs = Date.now();
  /** Every step that took effect, such as `accept 1`. */
  readonly steps: string[] = [];

  get(id: string): Order | undefined {
    return this.#all.get(id);
  }

  all(): readonly Order[] {
    return [...this.#all.values()].toSorted(
      (one, other) =>
        one.created_date.localeCompare(other.created_date) ||
        one.order_id.localeCompare(other.order_id),
    );
  }

  /** Creates or changes an order now. */
  put(id: string, fields: Readonly<Record<string, unknown>> = {}): void {
    const now = timeOf(this.nowMs);
    const fresh = {
      ...{ order_id: id, created_date: now, order_state: 'WAITING_ACCEPTANCE' },
      order_lines: [{ order_line_id: `${id}-1`, order_line_state: 'WAITING_ACCEPTANCE' }],
    };
    this.#all.set(id, { ...fresh, ...this.#all.get(id), last_updated_date: now, ...fields });
  }

  remove(id: string): void {
    this.#all.delete(id);
  }

  reply({ method, path, query, body }: SeenRequest): Reply {
    if (path === '/api/orders') return this.#list(query);
    const [, id = '', step = ''] = /^\/api\/orders\/([^/]+)\/(\w+)$/.exec(path) ?? [];
    const order = this.#all.get(decodeURIComponent(id));
    if (method !== 'PUT' || !order) return refusal(404, 'Order not found', 'ORDER_NOT_FOUND');
    return this.#take(order, step, body) ?? { status: 204, body: '' };
  }

  #list(query: URLSearchParams): Reply {
    const max = Math.min(100, Number(query.get('max') ?? 10));
    const offset = Number(query.get('offset') ?? 0);
    const ids = query.get('order_ids')?.split(',');
    const since = Date.parse(query.get('start_update_date') ?? '1970-01-01T00:00:00Z');
    const found = this.all()
      .filter(({ order_id }) => !ids || ids.includes(order_id))
      .filter(({ last_updated_date }) => Date.parse(last_updated_date) >= since);
    return {
      headers: { date: new Date(this.nowMs).toUTCString() },
      body: { orders: found.slice(offset, offset + max), total_count: found.length },
    };
  }

  /** @returns a refusal */
  #take(order: Order, step: string, body: unknown): Reply | null {
    const { order_id: id, order_state: state } = order;
    const needed = { accept: 'WAITING_ACCEPTANCE', ship: 'SHIPPING' }[step];
    if (needed !== undefined && state !== needed)
      return refusal(400, `Order ${id} is ${state}`, 'ORDER_INVALID_STATE');
    this.steps.push(`${step} ${id}`);
    if (step === 'ship') this.put(id, { order_state: 'SHIPPED' });
    if (step === 'tracking') this.put(id, { tracking: body });
    if (step === 'accept') {
      const { order_lines: told } = body as {
        order_lines: readonly { id: string; accepted: boolean }[];
      };
      const order_lines = told.map(({ id: line, accepted }) => ({
        ...{ order_line_id: line, order_line_state: accepted ? 'SHIPPING' : 'REFUSED' },
      }));
      const isAccepted = told.some(({ accepted }) => accepted);
      this.put(id, { order_lines, order_state: isAccepted ? 'SHIPPING' : 'REFUSED' });
    }
    return null;
  }
}

/** As the marketplace writes it, with whole seconds. */
function timeOf(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
