import type {
  Cursor,
  Delivery,
  HeldThing,
  Json,
  JsonObject,
  MatchRequest,
  Outcome,
  Page,
  PageRequest,
  PeekRequest,
  Source,
  SourceSettings,
  Target,
} from 'stellwerk';
import {
  defineConnector,
  Failure,
  formatVersion,
  inParallel,
  isJsonObject,
  nextBoundary,
  toRecords,
} from 'stellwerk';
import { Api } from './warehouse-api.ts';
import type { Settings } from './warehouse-api.ts';

// An example to start from: it reads and writes the articles of an invented system with a REST API. Replace what is
// particular to that system; `stellwerk test connector` and the test beside this file say what the hub relies on.

/** How many requests a lane sends at once. */
const CONCURRENCY = 4;

export default defineConnector<Settings>({
  kind: 'warehouse',
  summary: 'Articles of the system, read by time of change and written one by one.',
  // The keys under `connectors.<name>`. The hub checks them, fills in defaults and resolves secrets.
  settings: {
    type: 'object',
    additionalProperties: false,
    required: ['url', 'token'],
    properties: {
      url: { type: 'string', format: 'uri', description: 'Address of the API.' },
      // Values marked as secret are masked wherever the hub shows them.
      token: { type: 'string', minLength: 1, description: 'Access token.', 'x-secret': true },
      timeoutMs: {
        type: 'integer',
        minimum: 100,
        default: 10_000,
        description: 'An answer that takes longer, in milliseconds, counts as unavailable.',
      },
    },
  },
  sourceOptions: {},
  targetOptions: {},
  open(settings) {
    // Opened once and shared by all streams and lanes of the system. Nothing is sent yet.
    const api = new Api(settings);
    return {
      check: async (signal) => void (await api.send('SOURCE', 'GET', '/articles?limit=1', signal)),
      source: (stream) => new ArticleSource(api, stream),
      target: () => new ArticleTarget(api),
      close: async () => undefined,
    };
  },
});

// --- Source ---------------------------------------------------------------------------------------------------------

/** How far the source has been read. The hub stores it as JSON with the records of the page, and returns it. */
interface Place {
  /** A run asks for changes from this version on; null: for everything. */
  readonly boundary: number | null;
  /** The next page of the run; null: the first. */
  readonly page: string | null;
  readonly newest: number | null;
  readonly startedAt: number | null;
}

const BEGINNING: Place = { boundary: null, page: null, newest: null, startedAt: null };

class ArticleSource implements Source {
  readonly #api: Api;
  readonly #stream: SourceSettings;

  constructor(api: Api, stream: SourceSettings) {
    this.#api = api;
    this.#stream = stream;
  }

  // All state is in the cursor: after a crash the hub may continue with any cursor that it has stored.
  async read({ cursor, limit, signal }: PageRequest): Promise<Page> {
    const place = (cursor as Place | null) ?? BEGINNING;
    const startedAt = place.startedAt ?? Date.now() * 1_000;
    const query = new URLSearchParams({ limit: String(limit) });
    if (place.boundary !== null) query.set('changedSince', formatVersion(place.boundary));
    if (place.page !== null) query.set('page', place.page);
    const answer = await this.#api.send('SOURCE', 'GET', `/articles?${query.toString()}`, signal);
    const { records, rejected } = this.#toRecords(listIn(answer.body));
    const newest = records.reduce<number | null>(
      (max, { version }) => (max === null ? version : Math.max(max, version)),
      place.newest,
    );
    const next = isJsonObject(answer.body) ? answer.body.next : null;
    if (typeof next === 'string') {
      const following: Place = { ...place, page: next, newest, startedAt };
      return { records, rejected, cursor: toCursor(following), more: true };
    }
    // The next run begins before the newest version that was read: some changes become visible late.
    const boundary = nextBoundary({
      ...{ boundary: place.boundary, newest, clock: startedAt },
      overlap: this.#stream.overlapMs * 1_000,
    });
    return { records, rejected, cursor: toCursor({ ...BEGINNING, boundary }), more: false };
  }

  // Takes key, version and deletion from the fields that the stream's `from` names. A row that cannot become a record is
  // rejected, and becomes a dead letter; it does not stop the others.
  #toRecords(rows: readonly Json[]) {
    return toRecords(rows, this.#stream, (_row, nth) => `/articles, item ${nth + 1}`);
  }
}

function toCursor(place: Place): Cursor {
  return { ...place };
}

// --- Target ---------------------------------------------------------------------------------------------------------

class ArticleTarget implements Target {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  // One outcome per delivery, in the same order. A batch never holds two versions of one key.
  async deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    signal.throwIfAborted();
    let down: Failure | null = null;
    const deliverOne = async (delivery: Delivery): Promise<Outcome> => {
      // The system has failed meanwhile: the hub waits and delivers the rest again, with no attempt counted.
      if (down) return { kind: 'unreached', failure: down };
      try {
        return await this.#write(delivery, signal);
      } catch (error) {
        signal.throwIfAborted();
        down = Failure.from(error, 'TARGET_UNAVAILABLE');
        return { kind: 'unreached', failure: down };
      }
    };
    const outcomes = await inParallel(deliveries, CONCURRENCY, deliverOne, signal);
    // Nothing is known about any record: then the whole call has failed.
    if (down && outcomes.every(({ kind }) => kind === 'unreached')) throw down as Failure;
    return outcomes;
  }

  async #write(delivery: Delivery, signal: AbortSignal): Promise<Outcome> {
    const { externalId, operation, document } = delivery;
    if (operation === 'delete') return this.#delete(delivery, signal);
    const [method, path] =
      externalId === null ? ['POST', '/articles'] : ['PATCH', pathOf(externalId)];
    // The system recognises a repeated request by this header, so a lost answer does not create an article twice. For a
    // system that does not: if `delivery.repeated`, look for the article before creating it.
    const headers = { 'idempotency-key': delivery.idempotencyKey };
    const answer = await this.#api.send('TARGET', method ?? '', path ?? '', signal, {
      headers,
      body: document,
    });
    if (answer.status === 422) return refusal(answer.body);
    // Somebody has deleted this article in the system; that says nothing about the others.
    if (answer.status === 404 && externalId !== null)
      return refusal(`${externalId} does not exist any more`);
    const id = isJsonObject(answer.body) ? answer.body.id : null;
    if (typeof id === 'string') return { kind: 'applied', externalId: id };
    throw new Failure('TARGET_MISCONFIGURED', {
      message: `${method} ${path} was answered without an id: is the url right?`,
    });
  }

  async #delete({ externalId, key }: Delivery, signal: AbortSignal): Promise<Outcome> {
    if (externalId === null) return { kind: 'unchanged', externalId: key };
    const answer = await this.#api.send('TARGET', 'DELETE', pathOf(externalId), signal);
    // Deleted before, perhaps by an attempt whose answer was lost.
    return { kind: answer.status === 404 ? 'unchanged' : 'applied', externalId };
  }

  // For lanes with `match`: finds articles that the system already has.
  async match({ field, values, signal }: MatchRequest) {
    const found = await inParallel(
      values,
      CONCURRENCY,
      async (value) => {
        const query = new URLSearchParams({ [field]: value });
        const answer = await this.#api.send(
          'TARGET',
          'GET',
          `/articles?${query.toString()}`,
          signal,
        );
        const ids = listIn(answer.body).flatMap((row) => (isJsonObject(row) ? (row.id ?? []) : []));
        return [value, ids.map(String)] as const;
      },
      signal,
    );
    return new Map(found);
  }

  // For `stellwerk verify` and `plan --against target`: what the system holds, and what it would hold.
  async peek({ things, signal }: PeekRequest): Promise<readonly (HeldThing | null)[]> {
    return inParallel(
      things,
      CONCURRENCY,
      async ({ externalId, document }) => {
        if (externalId === null) return null;
        const { status, body } = await this.#api.send('TARGET', 'GET', pathOf(externalId), signal);
        if (status === 404 || !isJsonObject(body)) return null;
        const now = Object.keys(document).map((field) => [field, body[field] ?? null]);
        return { id: externalId, now: Object.fromEntries(now) as JsonObject, then: document };
      },
      signal,
    );
  }
}

function refusal(body: Json): Outcome {
  const reason = isJsonObject(body) ? body.error : null;
  const message = `The article was refused: ${JSON.stringify(reason ?? body)}`;
  // Becomes a dead letter at once. Use TARGET_BUSY for what may be accepted later, such as a locked article.
  return { kind: 'failed', failure: new Failure('TARGET_REFUSED', { message }) };
}

function pathOf(id: string): string {
  return `/articles/${encodeURIComponent(id)}`;
}

function listIn(body: Json): readonly Json[] {
  const items = isJsonObject(body) ? body.items : null;
  return Array.isArray(items) ? (items as readonly Json[]) : [];
}
