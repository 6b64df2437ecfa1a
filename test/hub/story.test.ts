import assert from 'node:assert/strict';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { JsonObject, Story, StoryEvent } from '../../src/domain/index.ts';
import { bufCurl } from '../control/support.ts';
import { HttpSystem } from '../support/http-system.ts';
import type { Reply, SeenRequest } from '../support/http-system.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, syncAndSettle, until, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(100_000);
const ERP = 'orders/erp';
const API = 'stellwerk.control.v1';

const CONFIG = (erp: string, wms: string) => `
connectors:
  shop: { kind: file, path: ./orders.jsonl }
  erp: { kind: http, url: "${erp}" }
  wms: { kind: http, url: "${wms}" }
streams:
  orders:
    from: { connector: shop, entity: order, key: no, version: v }
    validate: ./order.schema.json
    personal: [mail, address.street]
    to:
      - connector: erp
        entity: documents
        idField: id
        map: { no: no, contact: mail, total: total, street: address.street }
        retry: { attempts: 5, initial: 10ms, max: 20ms, jitter: 0 }
      - { connector: wms, entity: picks, map: { no: no } }
`;
const SCHEMA = { type: 'object', properties: { total: { type: 'number' } } };

/** All tests share one company: each test has its own orders. */
suite('The story of a record', { concurrency: 1 }, () => {
  const opened = new AsyncDisposableStack();
  let hub: TestHub;
  /** Answers of the ERP per order, in sequence; after them it accepts the order. */
  const answers = new Map<string, Reply[]>();
  const rows = new Map<string, JsonObject>();
  let write: () => Promise<void>;

  before(async () => {
    const scope = opened.use(await testScope());
    const erp = opened.use(await HttpSystem.start());
    const wms = opened.use(await HttpSystem.start());
    erp.reply = ({ body }: SeenRequest) => {
      const { no = '' } = (body || {}) as { readonly no?: string };
      return answers.get(no)?.shift() ?? { body: { id: `E${no}` } };
    };
    const file = path.join(scope.dir, 'orders.jsonl');
    write = async () => {
      const lines = [...rows.values()].map((row) => `${JSON.stringify(row)}\n`);
      await writeFile(`${file}.new`, lines.join(''));
      await rename(`${file}.new`, file);
    };
    const files = { 'order.schema.json': JSON.stringify(SCHEMA) };
    await writeConfig(scope, CONFIG(erp.url, wms.url), files);
    await write();
    hub = await startTestHub(scope, path.join(scope.dir, 'stellwerk.yaml'));
    opened.defer(() => hub.stop());
    await hub.settled(signal);
  });
  after(() => opened.disposeAsync());

  async function sync(no: string, v: number, more: JsonObject = {}): Promise<void> {
    const address = { street: 'Lindenweg', city: 'Köln' };
    rows.set(no, { no, v, total: 10 * v, mail: `${no}@home.example`, address, ...more });
    await write();
    await syncAndSettle(hub, 'orders', signal);
  }

  async function tell(text: string, personal = true): Promise<readonly Story[]> {
    const question = { by: { kind: 'text', text } as const, versions: 5 };
    return (await hub.history.story(question, { personal }, signal)).stories;
  }

  const inErp = ({ events }: Story) => events.filter(({ lane }) => lane === ERP);
  const kindsOf = (events: readonly StoryEvent[]) =>
    events.map(({ kind, version }) => `${kind} ${version}`);

  test('shows every step of an order that went through after two failures, each attempt with its answer, in order', async () => {
    answers.set('1001', [{ status: 409, body: 'locked by 4711' }, { status: 409 }]);
    await sync('1001', 1);
    await sync('1001', 2);
    const [story] = await tell('1001');
    assert.ok(story);
    const events = inErp(story);
    assert.deepEqual(kindsOf(events), [
      ...['validated 1', 'linked 1', 'mapped 1', 'attempt 1', 'set-aside 1'],
      ...['attempt 1', 'applied 1'],
      ...['validated 2', 'linked 2', 'mapped 2', 'applied 2'],
    ]);
    const times = story.events.map(({ atMs }) => atMs ?? Infinity);
    assert.deepEqual(
      times,
      times.toSorted((one, other) => one - other),
      'oldest first',
    );
    assert.equal(story.events[0]?.kind, 'read');
    const attempts = events.filter(({ kind }) => kind === 'attempt');
    assert.deepEqual(
      attempts.map(({ code }) => code),
      ['TARGET_BUSY', 'TARGET_BUSY'],
    );
    assert.match(attempts[0]?.message ?? '', /409/);
    const mapped = events.findLast(({ kind }) => kind === 'mapped');
    assert.equal(mapped?.before?.mail, '1001@home.example');
    assert.deepEqual(mapped.after, {
      ...{ no: '1001', contact: '1001@home.example', total: 20, street: 'Lindenweg' },
    });
    assert.equal(events.at(-1)?.externalId, 'E1001');
    assert.deepEqual(
      story.events.filter(({ lane }) => lane === 'orders/wms').map(({ kind }) => kind),
      // Its mapping gives the same result for both versions.
      [
        ...['validated', 'linked', 'mapped', 'applied'],
        ...['validated', 'linked', 'mapped', 'unchanged'],
      ],
    );
  });

  test('is found by any id of the record, by connector/entity/id and by its master key, as people paste them', async () => {
    await sync('2001', 1);
    const [story] = await tell('2001');
    const { masterKey } = story?.thing ?? {};
    assert.ok(masterKey);
    for (const text of ['E2001', ' 2001 ', 'erp/documents/E2001', 'shop/order/2001', masterKey]) {
      const found = await tell(text);
      assert.equal(found[0]?.thing.masterKey, masterKey, text);
    }
    await assert.rejects(tell('nobody'), { code: 'NOT_FOUND', message: /nobody/ });
    const foreign = await bufCurl(hub.grpcAddress, `${API}.RecordService/GetRecordStory`, {
      text: 'E2001',
    });
    assert.match(foreign.stdout, /"kind": "RECORD_EVENT_KIND_APPLIED"/, foreign.stderr);
  });

  test('hides from a viewer the personal fields, what a mapping makes of them, and answers that repeat them', async () => {
    const refusal = { status: 422, body: { error: 'no customer 3001@home.example in Lindenweg' } };
    answers.set('3001', [refusal]);
    await sync('3001', 1);
    const [seen] = await tell('3001');
    assert.match(JSON.stringify(seen), /3001@home\.example.*Lindenweg/);
    const [masked] = await tell('3001', false);
    const text = JSON.stringify(masked);
    assert.doesNotMatch(text, /home\.example|Lindenweg/);
    assert.match(text, /Köln/);
    assert.deepEqual(
      masked && inErp(masked).map(({ kind }) => kind),
      seen && inErp(seen).map(({ kind }) => kind),
    );
    assert.deepEqual(masked && inErp(masked).find(({ kind }) => kind === 'mapped')?.after, {
      ...{ no: '3001', contact: '***', total: 10, street: '***' },
    });
    const view = { personal: false };
    const by = { kind: 'id', id: '3001', connector: null, entity: null } as const;
    const looked = await hub.history.lookUp({ by, versions: 5 }, view, signal);
    const page = { limit: 50, after: null, view };
    const letters = await hub.recovery.listDeadLetters({ key: '3001' }, page, signal);
    const letter = await hub.recovery.getDeadLetter(letters.letters[0]?.id ?? '', view, signal);
    const filter = { streams: null, withClosed: true };
    const groups = await hub.recovery.listDeadLetterGroups(filter, view, signal);
    assert.equal(letter.document?.mail, '***');
    assert.doesNotMatch(JSON.stringify([looked, letters, letter, groups]), /3001@home|Lindenweg/);
  });

  test('shows a dead letter, what it waits for, and that a later version closed it and its group', async () => {
    await sync('4001', 1, { total: 'much' });
    const [dead] = await tell('4001');
    assert.ok(dead);
    assert.deepEqual(kindsOf(inErp(dead)), ['buried 1', 'waiting 1']);
    assert.equal(inErp(dead)[0]?.code, 'RECORD_INVALID');
    const groupOf = async (withClosed: boolean) => {
      const filter = { streams: null, withClosed };
      const groups = await hub.recovery.listDeadLetterGroups(filter, { personal: true }, signal);
      return groups.find(({ code, lane }) => code === 'RECORD_INVALID' && lane === ERP);
    };
    assert.deepEqual(
      [(await groupOf(false))?.open, (await groupOf(false))?.example.key],
      [1, '4001'],
    );
    await sync('4001', 2);
    const [story] = await tell('4001');
    assert.ok(story);
    assert.deepEqual(
      new Set(kindsOf(inErp(story))),
      new Set(['buried 1', 'closed 1', 'validated 2', 'linked 2', 'mapped 2', 'applied 2']),
    );
    assert.equal(await groupOf(false), undefined);
    assert.ok((await groupOf(true))?.closedAtMs);
  });

  test('ends with the reason why a record waits', async () => {
    const pause = { kind: 'lane', name: ERP, requestedBy: 'test' } as const;
    await hub.send({ id: 'pause', action: 'pause', ...pause }, signal);
    rows.set('5001', { no: '5001', v: 1, total: 1, mail: 'x', address: {} });
    await write();
    const takenByWms = () => hub.lanes()[1]?.counts.applied ?? 0;
    const taken = takenByWms();
    const read = { id: 'read', kind: 'stream', name: 'orders', action: 'sync' } as const;
    await hub.send({ ...read, requestedBy: 'test' }, signal);
    await until(hub, signal, () => takenByWms() > taken);
    const [story] = await tell('5001');
    const last = story?.events.at(-1);
    assert.deepEqual([last?.kind, last?.lane, last?.atMs], ['waiting', ERP, null]);
    assert.match(last?.message ?? '', /1 version in the log.*paused/);
    await hub.send({ id: 'resume', action: 'resume', ...pause }, signal);
    await hub.settled(signal);
  });
});
