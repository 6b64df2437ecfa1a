import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

// An imitation of the system, for tests without it. It is small, and misbehaves when the test asks for it.

export class WarehouseSystem {
  /** How it treats requests; a test may change it at any time. */
  fault = 'none';
  changes = [];
  #articles = new Map();
  /** Answers by idempotency key. */
  #answered = new Map();
  #server = createServer((request, response) => void this.#serve(request, response));

  static async start() {
    const system = new WarehouseSystem();
    await new Promise((resolve) => system.#server.listen(0, '127.0.0.1', resolve));
    return system;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Changes an article behind the connector's back, as a person or another program does. */
  put(sku, fields) {
    const held = [...this.#articles.values()].find((one) => one.sku === sku);
    const id = held?.id ?? `w${this.#articles.size + 1}`;
    const changedAt = new Date().toISOString();
    this.#articles.set(id, {
      ...{ id, sku, name: sku, changedAt, deleted: false, ...held, ...fields },
    });
  }

  async close() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request, response) {
    const body = await text(request);
    if (this.fault === 'silent') return;
    const answer = this.#answer(request, body);
    if (this.fault === 'unanswered') {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
  }

  #answer(request, body) {
    if (this.fault === 'away') return { status: 503 };
    if (this.fault === 'throttled') return { status: 429, headers: { 'retry-after': '7' } };
    if (request.headers.authorization !== 'Bearer secret') return { status: 401 };
    const repeated = String(request.headers['idempotency-key'] ?? '');
    const known = this.#answered.get(repeated);
    if (known) return known;
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const id = decodeURIComponent(pathname.split('/')[2] ?? '');
    const answer = this.#carryOut(request.method ?? 'GET', id, searchParams, body);
    if (repeated !== '') this.#answered.set(repeated, answer);
    return answer;
  }

  #carryOut(method, id, query, body) {
    const held = this.#articles.get(id);
    if (method === 'GET' && id === '') return { status: 200, body: this.#list(query) };
    if (method === 'POST') return this.#write(`w${this.#articles.size + 1}`, body);
    if (!held || held.deleted) return { status: 404 };
    if (method === 'GET') return { status: 200, body: held };
    if (method === 'PATCH') return this.#write(id, body);
    this.#articles.set(id, { ...held, deleted: true, changedAt: new Date().toISOString() });
    this.changes.push({ ...held, deleted: true });
    return { status: 204 };
  }

  #write(id, body) {
    const article = JSON.parse(body);
    if (!article.name) return { status: 422, body: { error: 'name is required' } };
    const held = [...this.#articles.values()].find((one) => one.sku === article.sku);
    const known = held?.id ?? id;
    const changedAt = new Date().toISOString();
    this.#articles.set(known, { ...article, id: known, changedAt, deleted: false });
    this.changes.push({ sku: article.sku, name: article.name, deleted: false });
    return { status: 200, body: { id: known } };
  }

  /** In the order of changes. A page begins after the last article of the page before. */
  #list(query) {
    const place = ({ changedAt, id }) => `${changedAt} ${id}`;
    const since = query.get('changedSince') ?? '';
    const articles = [...this.#articles.values()]
      .filter((one) => query.get('sku') === null || (one.sku === query.get('sku') && !one.deleted))
      .filter((one) => one.changedAt >= since && place(one) > (query.get('page') ?? ''))
      .sort((one, other) => (place(one) < place(other) ? -1 : 1));
    const limit = Number(query.get('limit') ?? 100);
    const items = articles.slice(0, limit);
    const last = items.at(-1);
    return { items, next: articles.length > limit && last ? place(last) : null };
  }
}
