import assert from 'node:assert/strict';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import type { JsonObject } from '../../src/domain/index.ts';
import { HttpSystem } from '../support/http-system.ts';
import type { Reply, SeenRequest } from '../support/http-system.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, syncAndSettle, until, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(90_000);
const MARKET = 'products/market';

/** A company with one file, a shop that accepts everything, and a market that answers as the test says. */
class Company implements AsyncDisposable {
  readonly #disposed = new AsyncDisposableStack();
  readonly #scope: TestScope;
  readonly shop: HttpSystem;
  readonly market: HttpSystem;
  hub!: TestHub;

  private constructor(scope: TestScope, shop: HttpSystem, market: HttpSystem) {
    this.#scope = scope;
    this.shop = shop;
    this.market = market;
    for (const one of [scope, shop, market]) this.#disposed.use(one);
  }

  static async open(
    rows: readonly JsonObject[],
    { semantics = 'state', market = () => ({}) }: CompanyOptions = {},
  ): Promise<Company> {
    const company = new Company(
      await testScope(),
      await HttpSystem.start(),
      await HttpSystem.start(),
    );
    company.market.reply = market;
    await company.write(rows);
    const config = `
connectors:
  pim: { kind: file, path: ./products.jsonl }
  shop: { kind: http, url: "${company.shop.url}" }
  market: { kind: http, url: "${company.market.url}" }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: v }
    semantics: ${semantics}
    to:
      - { connector: shop, entity: products, map: &map { sku: sku, name: name } }
      - { connector: market, entity: products, map: *map, retry: { attempts: 2, initial: 10ms } }
`;
    await writeConfig(company.#scope, config);
    await company.start();
    await company.hub.settled(signal);
    return company;
  }

  async start(): Promise<void> {
    this.hub = await startTestHub(this.#scope, path.join(this.#scope.dir, 'stellwerk.yaml'));
  }

  /** Replaces the file as an export job does. */
  async write(rows: readonly JsonObject[]): Promise<void> {
    const file = path.join(this.#scope.dir, 'products.jsonl');
    await writeFile(`${file}.new`, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await rename(`${file}.new`, file);
  }

  async sync(rows: readonly JsonObject[]): Promise<void> {
    await this.write(rows);
    await syncAndSettle(this.hub, 'products', signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.hub.stop();
    await this.#disposed.disposeAsync();
  }
}

interface CompanyOptions {
  readonly semantics?: 'state' | 'event';
  readonly market?: (request: SeenRequest) => Reply;
}

function writeRequestsOf(system: HttpSystem): SeenRequest[] {
  return system.seen.filter(({ method }) => ['POST', 'PUT'].includes(method));
}

function writesOf(system: HttpSystem): unknown[] {
  return writeRequestsOf(system).map(({ body }) => body);
}

/** Returns an answer that refuses every product of this name. */
function refusing(name: string) {
  return ({ body }: SeenRequest): Reply =>
    (body as JsonObject | null)?.name === name
      ? { status: 422, body: { message: `unknown category of ${name}` } }
      : {};
}

async function openLetters({ hub }: Company) {
  return (await hub.recovery.listDeadLetters({ states: ['open'] }, { limit: 10, after: null }))
    .letters;
}

/** @returns the first open letter */
async function openLetter(company: Company) {
  const [letter] = await openLetters(company);
  assert.ok(letter);
  return letter;
}

test('a dead letter is replayed to its own lane only, after a dry run that shows the difference and writes nothing', async () => {
  await using company = await Company.open([{ sku: 'A', v: 1, name: 'Shoe' }]);
  company.market.reply = refusing('Boot');
  await company.sync([{ sku: 'A', v: 2, name: 'Boot' }]);
  const letter = await openLetter(company);
  assert.deepEqual(
    [letter.lane, letter.key, letter.version, letter.code, letter.class, letter.attempts],
    [MARKET, 'A', 2, 'TARGET_REFUSED', 'data', 1],
  );
  assert.match(letter.reason, /422: unknown category of Boot/);

  const before = [writesOf(company.shop).length, writesOf(company.market).length];
  const { recovery } = company.hub;
  const preview = await recovery.previewReplay(letter.id, null, signal);
  assert.deepEqual(preview.differences, [{ path: 'name', before: 'Shoe', after: 'Boot' }]);
  assert.deepEqual([preview.effect, preview.lastKnown], ['deliver', true]);
  assert.deepEqual([writesOf(company.shop).length, writesOf(company.market).length], before);

  company.market.reply = () => ({});
  const replay = { filter: { ids: [letter.id] }, document: null, perSecond: null };
  assert.equal(await recovery.replayDeadLetters(replay, signal), 1);
  await company.hub.settled(signal);
  assert.deepEqual(writesOf(company.market).at(-1), { sku: 'A', name: 'Boot' });
  assert.equal(writesOf(company.shop).length, before[0], 'the other lane is not affected');
  const closed = await recovery.getDeadLetter(letter.id);
  assert.deepEqual([closed.state, closed.closing], ['closed', 'replayed']);
});

test('an edited replay delivers the edited content; a replay that fails reopens the same letter with one more attempt', async () => {
  await using company = await Company.open([{ sku: 'A', v: 1, name: 'Boot' }], {
    market: refusing('Boot'),
  });
  const { recovery } = company.hub;
  const letter = await openLetter(company);
  const filter = { ids: [letter.id] };
  await recovery.replayDeadLetters({ filter, document: null, perSecond: null }, signal);
  await company.hub.settled(signal);
  const again = await recovery.getDeadLetter(letter.id);
  assert.deepEqual([again.state, again.history.length], ['open', 2]);

  const document = { sku: 'A', v: 1, name: 'Sandal' };
  await recovery.replayDeadLetters({ filter, document, perSecond: null }, signal);
  await company.hub.settled(signal);
  assert.deepEqual(writesOf(company.market).at(-1), { sku: 'A', name: 'Sandal' });
  const closed = await recovery.getDeadLetter(letter.id);
  assert.deepEqual([closed.state, closed.edited], ['closed', true]);
});

test('an edited dead letter keeps its edit when a lane replay sends the content of the log, and that is refused again', async () => {
  await using company = await Company.open([{ sku: 'A', v: 1, name: 'Boot' }], {
    market: refusing('Boot'),
  });
  const { recovery } = company.hub;
  const letter = await openLetter(company);
  const filter = { ids: [letter.id] };
  const document = { sku: 'A', v: 1, name: 'Sandal' };
  await recovery.replayDeadLetters({ filter, document, perSecond: null }, signal);
  await company.hub.settled(signal);
  const replay = { lane: MARKET, from: { kind: 'seq', seq: 1 }, force: true } as const;
  await recovery.replayLane(replay, signal);
  await company.hub.settled(signal);
  const { state, edited, document: kept } = await recovery.getDeadLetter(letter.id);
  assert.deepEqual([state, edited, kept], ['open', true, document]);

  await recovery.replayDeadLetters({ filter, document: null, perSecond: null }, signal);
  await company.hub.settled(signal);
  assert.deepEqual(writesOf(company.market).at(-1), { sku: 'A', name: 'Sandal' });
});

test('a dead letter closes by itself when a later version of its key goes through', async () => {
  await using company = await Company.open([{ sku: 'A', v: 1, name: 'Boot' }], {
    market: refusing('Boot'),
  });
  const [letter] = await openLetters(company);
  await company.sync([{ sku: 'A', v: 2, name: 'Shoe' }]);
  assert.deepEqual(await openLetters(company), []);
  const closed = await company.hub.recovery.getDeadLetter(letter?.id ?? '');
  assert.equal(closed.closing, 'superseded');
});

test('when a later version of a key fails too, only the newest dead letter stays open', async () => {
  await using company = await Company.open([{ sku: 'A', v: 1, name: 'Boot' }], {
    market: refusing('Boot'),
  });
  await company.sync([{ sku: 'A', v: 2, name: 'Boot' }]);
  assert.deepEqual(
    (await openLetters(company)).map(({ version }) => version),
    [2],
  );
});

test('letters are found by lane, code, class, key and time, replayed at a rate, and discarded', async () => {
  const rows = Array.from({ length: 12 }, (_, nth) => ({ sku: `A${nth}`, v: 1, name: 'Boot' }));
  const startedAtMs = Date.now();
  await using company = await Company.open(rows, { market: refusing('Boot') });
  const { recovery } = company.hub;
  const count = (filter: object) => recovery.countDeadLetters(filter);
  assert.equal(await count({}), 12);
  assert.equal(await count({ lane: MARKET, codes: ['TARGET_REFUSED'], class: 'data' }), 12);
  assert.equal(await count({ codes: ['MAPPING_FAILED'] }), 0);
  assert.equal(await count({ key: 'A3', stream: 'products' }), 1);
  assert.equal(await count({ untilMs: startedAtMs }), 0);
  const page = await recovery.listDeadLetters({}, { limit: 5, after: null });
  const rest = await recovery.listDeadLetters({}, { limit: 50, after: page.next });
  assert.deepEqual([page.letters.length, rest.letters.length, rest.next], [5, 7, null]);

  company.market.reply = () => ({});
  const filter = { lane: MARKET, states: ['open'] as const };
  const beganAtMs = Date.now();
  await recovery.replayDeadLetters({ filter, document: null, perSecond: 20 }, signal);
  await company.hub.settled(signal);
  assert.equal(await count({ states: ['closed'] }), 12);
  assert.ok(Date.now() - beganAtMs >= (11 / 20) * 1000, 'twelve letters at twenty per second');

  await company.sync([{ sku: 'B', v: 1, name: 'x' }]);
  company.market.reply = refusing('Boot');
  await company.sync([{ sku: 'B', v: 2, name: 'Boot' }]);
  assert.equal(await recovery.discardDeadLetters({ key: 'B' }, signal), 1);
  assert.equal(await count({ states: ['open'] }), 0);
});

test('a lane replays its log from a position without the source, and sends unchanged records only when forced', async () => {
  const rows = ['A', 'B', 'C'].map((sku) => ({ sku, v: 1, name: sku }));
  await using company = await Company.open(rows);
  await company.write([]);
  const { recovery } = company.hub;
  const replay = (force: boolean) =>
    recovery.replayLane({ lane: MARKET, from: { kind: 'seq', seq: 2 }, force }, signal);
  assert.equal(await replay(false), 2);
  await company.hub.settled(signal);
  assert.equal(writesOf(company.market).length, 3, 'the target already holds everything');
  assert.equal(await replay(true), 2);
  await company.hub.settled(signal);
  assert.deepEqual(
    writesOf(company.market).slice(3),
    ['B', 'C'].map((sku) => ({ sku, name: sku })),
  );
  const keys = writeRequestsOf(company.market).map(({ headers }) => headers['idempotency-key']);
  assert.equal(new Set(keys).size, keys.length, 'a forced replay has new idempotency keys');

  const from = { kind: 'key' as const, key: 'A' };
  await recovery.replayLane({ lane: MARKET, from, force: true }, signal);
  await company.hub.settled(signal);
  assert.deepEqual(writesOf(company.market).at(-1), { sku: 'A', name: 'A' });
  await assert.rejects(
    recovery.replayLane({ lane: MARKET, from: { kind: 'key', key: 'Z' }, force: true }, signal),
    { code: 'NOT_FOUND' },
  );
  assert.equal(writesOf(company.shop).length, 3, 'the other lane is not affected');
});

test('a lane replays what was stored since any time of the calendar', async () => {
  await using company = await Company.open(['A', 'B'].map((sku) => ({ sku, v: 1, name: sku })));
  const { recovery } = company.hub;
  const since = (time: string) => ({ kind: 'time' as const, atMs: Date.parse(time) });
  for (const [time, records] of [
    ['9999-12-31', 0],
    ['0001-01-01', 2],
  ] as const) {
    await company.hub.settled(signal);
    const replay = { lane: MARKET, from: since(time), force: false };
    assert.equal(await recovery.replayLane(replay, signal), records, time);
  }
});

test('a forced replay of one key of state sends what the target got last, and no older version before it', async () => {
  await using company = await Company.open([{ sku: 'A', v: 1, name: 'one' }]);
  for (const [v, name] of [
    [2, 'two'],
    [3, 'three'],
  ] as const)
    await company.sync([{ sku: 'A', v, name }]);
  const before = writesOf(company.market).length;
  const replay = { lane: MARKET, from: { kind: 'key' as const, key: 'A' }, force: true };
  assert.equal(await company.hub.recovery.replayLane(replay, signal), 1);
  await company.hub.settled(signal);
  assert.deepEqual(writesOf(company.market).slice(before), [{ sku: 'A', name: 'three' }]);
});

test('a paused key waits in its lane, also across a restart, and continues in order', async () => {
  await using company = await Company.open([{ sku: 'A', v: 1, name: 'one' }], {
    semantics: 'event',
  });
  await company.hub.recovery.pauseKey(MARKET, 'A', signal);
  await company.sync([
    { sku: 'A', v: 2, name: 'two' },
    { sku: 'B', v: 2, name: 'other' },
  ]);
  await company.hub.stop();
  await company.start();
  await company.hub.settled(signal);
  await company.sync([{ sku: 'A', v: 3, name: 'three' }]);
  const names = () => writesOf(company.market).map((body) => (body as JsonObject).name);
  assert.deepEqual(names(), ['one', 'other']);
  assert.deepEqual(await company.hub.recovery.pausedKeys(MARKET), ['A']);
  const waiting = () => company.hub.lanes().find(({ name }) => name === MARKET);
  await until(company.hub, signal, () => waiting()?.parked === 2);
  assert.equal(waiting()?.pausedRecords, 2);

  await company.hub.recovery.resumeKey(MARKET, 'A', signal);
  await company.hub.settled(signal);
  assert.deepEqual(names(), ['one', 'other', 'two', 'three']);
});

test('a forced replay repeated with its request id delivers once, also after a restart', async () => {
  await using company = await Company.open([{ sku: 'A', v: 1, name: 'Shoe' }]);
  await company.hub.settled(signal);
  const before = writesOf(company.market).length;
  const from = { kind: 'seq', seq: 1 } as const;
  const replay = { lane: MARKET, from, force: true, requestId: 'ticket-17' };
  const replayed = () => company.hub.recovery.replayLane(replay, signal);
  const first = await replayed();
  assert.ok(first > 0);
  await company.hub.settled(signal);
  assert.equal(await replayed(), first);
  await company.hub.settled(signal);
  await company.hub.stop();
  await company.start();
  assert.equal(await replayed(), first);
  await company.hub.settled(signal);
  assert.equal(writesOf(company.market).length, before + 1);
  const other = company.hub.recovery.replayLane({ ...replay, force: false }, signal);
  await assert.rejects(other, { code: 'INVALID_REQUEST' });
});

for (const [semantics, from] of [
  ['state', { kind: 'key', key: 'A' }],
  ['event', { kind: 'key', key: 'A' }],
  ['event', { kind: 'seq', seq: 1 }],
] as const) {
  test(`a replay of a lane (${semantics}, by ${from.kind}) leaves the replay of a dead letter under way, with its edited content`, async () => {
    await using company = await Company.open([{ sku: 'A', v: 1, name: 'Boot' }], {
      ...{ semantics, market: refusing('Boot') },
    });
    const { recovery } = company.hub;
    const [letter] = await openLetters(company);
    assert.ok(letter);
    await recovery.pauseKey(MARKET, 'A', signal);
    const document = { sku: 'A', v: 1, name: 'Sandal' };
    const replay = { filter: { ids: [letter.id] }, document, perSecond: null };
    assert.equal(await recovery.replayDeadLetters(replay, signal), 1);
    await recovery.replayLane({ lane: MARKET, from, force: false }, signal);
    await company.hub.settled(signal);

    await recovery.resumeKey(MARKET, 'A', signal);
    await company.hub.settled(signal);
    assert.deepEqual(writesOf(company.market).at(-1), { sku: 'A', name: 'Sandal' });
    const closed = await recovery.getDeadLetter(letter.id);
    assert.deepEqual([closed.state, closed.closing], ['closed', 'replayed']);
  });
}
