import { parse } from 'csv-parse/sync';
import type { Effect } from '../../../src/testing/index.ts';
import { effectOf } from '../../support/conforms.ts';
import type { Reply, SeenRequest } from '../../support/http-system.ts';
import { HttpSystem } from '../../support/http-system.ts';
import { Orders } from './orders.ts';

type Line = Readonly<Record<string, string>>;

/** An import of a simulated marketplace. */
export interface SimulatedImport {
  readonly id: string;
  readonly kind: 'offers' | 'stock';
  readonly lines: readonly Line[];
  status: string;
  reason: string | null;
  errors: readonly { readonly nth: number; readonly reason: string }[];
  /** How often its state is asked for before it is processed. */
  asksLeft: number;
}

/** A marketplace that runs on Mirakl, with the offers and orders of one seller. */
export class Marketplace implements AsyncDisposable {
  readonly system: HttpSystem;
  readonly offers = new Map<string, Line>();
  readonly imports: SimulatedImport[] = [];
  readonly orders = new Orders();
  /** Changes of offers that took effect, named by their description. */
  readonly effects: Effect[] = [];
  /** How often the state of a new import is asked for before it is processed. */
  asks = 1;
  /** Files that are sent sooner after another one of their kind are refused. */
  fileEveryMs = 0;
  /** Which of several waiting imports is processed first. */
  processedFirst: 'oldest' | 'newest' = 'oldest';
  /** Why the next file as a whole is not imported. */
  failWhole: string | null = null;
  /** Decides otherwise about a request. */
  misbehave: (request: SeenRequest) => Reply | null = () => null;
  readonly #lastFileAtMs = new Map<string, number>();

  private constructor(system: HttpSystem) {
    this.system = system;
    system.reply = (request) => this.#reply(request);
  }

  static async start(): Promise<Marketplace> {
    return new Marketplace(await HttpSystem.start());
  }

  get url(): string {
    return this.system.url;
  }

  /** The files of a kind in the order in which they arrived. */
  files(kind: SimulatedImport['kind'] = 'offers'): readonly SimulatedImport[] {
    return this.imports.filter((one) => one.kind === kind);
  }

  /** Takes a file. @returns the import's id */
  receive(kind: SimulatedImport['kind'], lines: readonly Line[]): string {
    const id = String(2000 + this.imports.length);
    this.imports.push({
      ...{ id, kind, lines, status: 'WAITING', reason: null, errors: [], asksLeft: this.asks },
    });
    return id;
  }

  /** Processes all imports that wait. */
  processAll(): void {
    for (let next = this.#nextToProcess(); next; next = this.#nextToProcess()) this.#process(next);
  }

  #reply(request: SeenRequest): Reply {
    const odd = this.misbehave(request);
    // A request whose answer gets lost is carried out.
    if (odd && !odd.silent && !odd.cut) return odd;
    const reply = this.#regular(request);
    return odd ?? reply;
  }

  #regular(request: SeenRequest): Reply {
    const { method, path, query, headers } = request;
    if (headers.authorization !== 'the-key') return refusal(401, 'Unauthorized');
    if (path === '/api/version') return { body: { version: '3' } };
    if (path.startsWith('/api/orders')) return this.orders.reply(request);
    if (path === '/api/offers' && method === 'GET') {
      const offer = this.offers.get(query.get('sku') ?? '');
      const found = offer ? [offer] : [];
      return { body: { offers: found.map(toAnswer), total_count: found.length } };
    }
    const [, kind, id = '', what = ''] =
      /^\/api\/offers(\/stock)?\/imports(?:\/([^/]+))?(?:\/(\w+))?$/.exec(path) ?? [];
    const of = kind === undefined ? 'offers' : 'stock';
    if (method === 'POST') return this.#upload(of, request);
    if (id === '') return this.#list(of);
    const found = this.imports.find((one) => one.id === id && one.kind === of);
    if (!found) return refusal(404, `Import ${id} not found`);
    if (what === 'error_report') return report(found);
    if ((what === 'status') !== (of === 'stock')) return refusal(404, path);
    this.#asked();
    return { body: stateOf(found) };
  }

  #upload(kind: SimulatedImport['kind'], { text, headers, atMs }: SeenRequest): Reply {
    const early = atMs - (this.#lastFileAtMs.get(kind) ?? -Infinity) < this.fileEveryMs;
    if (early) return refusal(429, 'Too many requests');
    this.#lastFileAtMs.set(kind, atMs);
    const { file, import_mode: mode } = formIn(text, headers['content-type'] ?? '');
    if (file === undefined) return refusal(400, 'file: required');
    if (kind === 'offers' && mode !== 'NORMAL') return refusal(400, 'import_mode: required');
    const lines = parse<Line>(file, { delimiter: ';', columns: true });
    const id = this.receive(kind, lines);
    return { status: 201, body: { import_id: kind === 'offers' ? Number(id) : id } };
  }

  #list(kind: SimulatedImport['kind']): Reply {
    if (kind === 'stock') return refusal(405, 'Method not allowed');
    this.#asked();
    const data = this.files(kind).toReversed().slice(0, 100).map(stateOf);
    return { body: { data, next_page_token: null, previous_page_token: null } };
  }

  /** Time passes only when somebody asks. */
  #asked(): void {
    for (const one of this.imports) one.asksLeft--;
    for (let next = this.#nextToProcess(); next && next.asksLeft < 0; next = this.#nextToProcess())
      this.#process(next);
  }

  #nextToProcess(): SimulatedImport | undefined {
    const waiting = this.imports.filter(({ status }) => status === 'WAITING');
    return this.processedFirst === 'oldest' ? waiting[0] : waiting.at(-1);
  }

  #process(one: SimulatedImport): void {
    one.status = this.failWhole === null ? 'COMPLETE' : 'FAILED';
    one.reason = this.failWhole;
    this.failWhole = null;
    if (one.status === 'FAILED') return;
    one.errors = one.lines.flatMap((line, nth) => {
      const reason = one.kind === 'offers' ? this.#putOffer(line) : this.#putStock(line);
      return reason === null ? [] : [{ nth, reason }];
    });
  }

  /** @returns why the line is refused */
  #putOffer(line: Line): string | null {
    const { sku = '' } = line;
    if (line['update-delete'] === 'delete') {
      const held = this.offers.get(sku);
      if (!held) return 'The offer does not exist';
      this.offers.delete(sku);
      this.effects.push(effectOf(held.description ?? sku, true));
      return null;
    }
    if (!/^\d+(\.\d+)?$/.test(line.price ?? '')) return 'The price is invalid';
    if (line['product-id'] === 'unknown') return 'The product does not exist';
    const isNew = JSON.stringify(this.offers.get(sku)) !== JSON.stringify(line);
    this.offers.set(sku, line);
    if (isNew) this.effects.push(effectOf(line.description ?? sku));
    return null;
  }

  #putStock(line: Line): string | null {
    const sku = line['offer-sku'] ?? '';
    const held = this.offers.get(sku);
    if (!held) return 'The offer does not exist';
    this.offers.set(sku, { ...held, quantity: line.quantity ?? '' });
    return null;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.system[Symbol.asyncDispose]();
  }
}

/** As OF21 returns it: in other terms than files. */
function toAnswer(line: Line) {
  const { sku, price, quantity, description, state, 'leadtime-to-ship': days } = line;
  return {
    ...{ shop_sku: sku, price: Number(price), quantity: Number(quantity), description },
    ...{ state_code: state, leadtime_to_ship: days === undefined ? null : Number(days) },
  };
}

function stateOf({ id, kind, lines, status, reason, errors }: SimulatedImport) {
  return {
    import_id: kind === 'offers' ? Number(id) : id,
    ...{ status, reason_status: reason, mode: 'NORMAL', origin: 'API' },
    ...{ lines_read: lines.length, lines_in_success: lines.length - errors.length },
    ...{ lines_in_error: errors.length, lines_in_pending: 0, has_error_report: errors.length > 0 },
  };
}

/** The refused lines as they came. Offers have number and reason behind the other columns, stock before them. */
function report({ kind, lines, errors }: SimulatedImport): Reply {
  const columns = Object.keys(lines[0] ?? {});
  const own = kind === 'offers' ? ['error-line', 'error-message'] : ['line', 'reason'];
  const arranged = <Cell>(cells: readonly Cell[], told: readonly Cell[]) =>
    kind === 'offers' ? [...cells, ...told] : [...told, ...cells];
  const rows = errors.map(({ nth, reason }) =>
    arranged(
      columns.map((name) => lines[nth]?.[name] ?? ''),
      [String(nth + 2), reason],
    ),
  );
  const text = [arranged(columns, own), ...rows]
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';'))
    .join('\n');
  return { headers: { 'content-type': 'application/octet-stream' }, body: `${text}\n` };
}

/** Reads a form (RFC 7578). */
function formIn(text: string, type: string): Readonly<Record<string, string>> {
  const [, boundary = ''] = /boundary=(.*)$/.exec(type) ?? [];
  const parts = text.split(`--${boundary}`).slice(1, -1);
  return Object.fromEntries(
    parts.map((part) => {
      const [, name = '', content = ''] =
        /^\r\nContent-Disposition: form-data; name="(\w+)"[^]*?\r\n\r\n([^]*)\r\n$/.exec(part) ??
        [];
      return [name, content];
    }),
  );
}

export function refusal(status: number, message: string, code?: string): Reply {
  return { status, body: { status, message, ...(code === undefined ? {} : { code }) } };
}
