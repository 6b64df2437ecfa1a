import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ControlClient } from '../../src/control/index.ts';
import { connectControl, packageVersion } from '../../src/control/index.ts';
import type { AuditEntry } from '../../src/domain/index.ts';
import { Failure } from '../../src/domain/index.ts';
import type { TestControl } from './support.ts';
import { bufCurl, eventually, startControl } from './support.ts';

const V1 = 'stellwerk.control.v1';

const entry = (nth: number): AuditEntry => ({
  atMs: Date.UTC(2026, 0, 5, 8, 30, nth),
  who: `caller ${nth}`,
  by: 'oauth',
  address: '::1',
  method: 'LaneService/PauseLane',
  subject: 'lane products/shop',
  before: { state: 'running' },
  after: null,
  outcome: 'failed',
  code: 'TIMED_OUT',
});

interface Bench extends AsyncDisposable {
  readonly control: TestControl;
  readonly client: ControlClient;
  readonly signal: AbortSignal;
}

/** Starts a control server over a log with this many rows, and a client. */
async function bench(rows: number): Promise<Bench> {
  const control = await startControl();
  const client = await connectControl(control.address);
  for (let nth = 1; nth <= rows; nth++) await control.hub.audit.record(entry(nth));
  return {
    ...{ control, client },
    signal: AbortSignal.timeout(20_000),
    async [Symbol.asyncDispose]() {
      client.close();
      await control.stop(0);
    },
  };
}

suite('The audit service', { concurrency: true }, () => {
  test('lists rows as they were recorded, newest first, over many pages', async () => {
    await using b = await bench(1_234);
    const { entries, more } = await b.client.audit(b.signal).list({}, 1_100);
    assert.equal(more, true);
    assert.deepEqual(
      entries.map(({ seq }) => seq),
      Array.from({ length: 1_100 }, (_, nth) => 1_234 - nth),
    );
    const [newest] = entries;
    assert.deepEqual(newest, { seq: 1_234, hash: b.control.hub.audit.head.hash, ...entry(1_234) });
  });

  test('passes the filter on unchanged', async () => {
    await using b = await bench(0);
    const filter = {
      who: 'anna',
      method: 'LaneService/',
      subject: 'lane a/b',
      key: 'K',
      outcome: 'denied',
      sinceMs: 1_000,
      untilMs: 2_000,
    } as const;
    await b.client.audit(b.signal).list(filter, 1);
    await b.client.audit(b.signal).list({}, 1);
    assert.deepEqual(b.control.hub.audit.filters, [filter, {}]);
  });

  test('exports the whole log unchanged, and ends with its head', async () => {
    await using b = await bench(250);
    const rows = [];
    let last = null;
    for await (const piece of b.client.audit(b.signal).export()) {
      rows.push(...piece.rows);
      last = piece.head;
    }
    assert.deepEqual(rows, b.control.hub.audit.rows);
    assert.equal(last?.seq, 250);
  });

  test('reports the verdict, and a fault with its row and kind', async () => {
    await using b = await bench(20);
    const seen: number[] = [];
    const audit = b.client.audit(b.signal);
    const intact = await audit.verify(null, ({ checked }) => seen.push(checked));
    const { head } = b.control.hub.audit;
    assert.deepEqual(intact, {
      checked: 20,
      head: { seq: 20, hash: head.hash },
      fault: null,
    });
    assert.equal(seen.at(-1), 20);
    b.control.hub.audit.rows.splice(6, 1);
    const { fault, checked } = await audit.verify(null, () => undefined);
    assert.deepEqual(
      { checked, fault },
      {
        checked: 6,
        fault: { seq: 7, kind: 'removed', message: 'Row 7 is missing; the next one is 8.' },
      },
    );
  });

  test('reports a failure in the middle of a stream with its code', async () => {
    await using b = await bench(150);
    b.control.hub.audit.stretches = async function* () {
      yield { rows: this.rows.slice(0, 1), start: this.head, head: this.head };
      throw new Failure('STORE_UNAVAILABLE', { message: 'Gone.' });
    };
    const read = async () => {
      for await (const piece of b.client.audit(b.signal).export()) {
        assert.equal(piece.rows.length, 1);
      }
    };
    await assert.rejects(read(), { code: 'STORE_UNAVAILABLE', message: /^Gone\./ });
  });

  test('aborts the work of a caller that leaves', async () => {
    await using b = await bench(1);
    const asked = Promise.withResolvers<AbortSignal>();
    b.control.hub.audit.verify = ({ signal }) => {
      asked.resolve(signal);
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('left'))),
      );
    };
    const leave = new AbortController();
    const verifying = b.client.audit(leave.signal).verify(null, () => undefined);
    const signal = await asked.promise;
    leave.abort();
    await assert.rejects(verifying, { code: 'CANCELLED' });
    await eventually(() => signal.aborted);
    assert.deepEqual(b.control.defects, []);
  });

  test('says which field is wrong', async () => {
    await using b = await bench(0);
    const wrong = async (method: string, request: object) =>
      (await bufCurl(b.control.address, `${V1}.AuditService/${method}`, request)).stderr;
    assert.match(await wrong('ListAuditEntries', { pageToken: 'x' }), /page_token/);
    assert.match(await wrong('ListAuditEntries', { filter: { outcome: 9 } }), /filter\.outcome/);
    assert.match(await wrong('VerifyAuditLog', { expected: { hash: 'x' } }), /expected\.hash/);
  });

  test('answers a foreign client', async () => {
    await using b = await bench(2);
    const method = `${V1}.AuditService/VerifyAuditLog`;
    const { stdout } = await bufCurl(b.control.address, method, {});
    assert.equal((JSON.parse(stdout) as { checked: string }).checked, '2');
  });
});

test('the server info reports version, uptime, configuration, services and features', async () => {
  await using b = await bench(0);
  const info = await b.client.info(b.signal);
  const { version, uptimeMs, configuration, services, features } = info;
  assert.deepEqual([version, uptimeMs], [packageVersion(), 90_500]);
  assert.deepEqual(configuration, (await b.control.hub.info()).configuration);
  assert.ok(services.includes(`${V1}.AuditService`));
  assert.ok(features.includes('error-details'));
});
