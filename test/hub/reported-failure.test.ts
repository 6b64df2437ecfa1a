import assert from 'node:assert/strict';
import path from 'node:path';
import { beforeEach, test } from 'node:test';
import { Failure } from '../../src/connector-api/index.ts';
import { applyTo, bundleOf } from '../support/apply.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, until, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';
import { reports, system } from './reports.ts';

const signal = AbortSignal.timeout(100_000);
const reporter = path.resolve(import.meta.dirname, 'reporter.ts');
const config = (town = 'Ulm', more = '') => `
connectors:
  pim: { kind: file, path: ./products.jsonl }
  office: { kind: ${reporter}, town: ${town}, circuit: { probe: { initial: 100ms, max: 200ms } } }
${more}
streams:
  products:
    from: { connector: pim, entity: products, key: sku, version: changed }
    to: [{ connector: office, entity: products }]
`;
const files = { 'products.jsonl': '{"sku":"p1","changed":1}\n' };

beforeEach(() => {
  reports.length = 0;
  system.wrong = null;
});

const officeOf = (hub: TestHub) => hub.connectors().find(({ name }) => name === 'office');
const isReady = (hub: TestHub) => until(hub, signal, () => officeOf(hub)?.state === 'ready');

test('a failure that a connector reports outside of a call holds its lanes and is shown, until its check succeeds', async () => {
  await using scope = await testScope();
  await using hub = await startTestHub(scope, await writeConfig(scope, config(), files));
  await hub.settled(signal);
  await isReady(hub);
  system.wrong = new Failure('TARGET_UNAVAILABLE', { message: 'The archive is full.' });
  reports[0]?.(system.wrong);
  await until(hub, signal, () => hub.lanes()[0]?.state === 'held');
  assert.equal(officeOf(hub)?.lastError?.message, 'The archive is full.');
  assert.notEqual(officeOf(hub)?.state, 'ready');
  // As a timer does.
  reports[0]?.(system.wrong);
  system.wrong = null;
  await isReady(hub);
  assert.equal(officeOf(hub)?.lastError, null);
  await until(hub, signal, () => hub.lanes()[0]?.state === 'running');
});

test('a reported failure that needs a person stops the connector, without the secrets in its message', async () => {
  await using scope = await testScope();
  const secret = "  erp: { kind: postgres, url: 'postgres://hub:kn4rz@127.0.0.1:1/erp' }";
  const file = await writeConfig(scope, config('Ulm', secret), files);
  await using hub = await startTestHub(scope, file);
  await isReady(hub);
  system.wrong = new Failure('TARGET_MISCONFIGURED', { message: 'kn4rz is wrong.' });
  reports[0]?.(system.wrong);
  await until(hub, signal, () => officeOf(hub)?.state === 'failed');
  assert.equal(officeOf(hub)?.lastError?.message, '*** is wrong.');
});

test('anything else than a Failure that a connector reports is shown as a defect', async () => {
  await using scope = await testScope();
  await using hub = await startTestHub(scope, await writeConfig(scope, config(), files));
  await isReady(hub);
  const opened = hub.connectors();
  reports[0]?.(new TypeError('x is undefined') as unknown as Failure);
  await until(hub, signal, () => officeOf(hub)?.lastError?.code === 'INTERNAL');
  await isReady(hub);
  assert.equal(hub.connectors().length, opened.length);
});

test('what a connector reports after another has taken its place says nothing about that one', async () => {
  await using scope = await testScope();
  await using hub = await startTestHub(scope, await writeConfig(scope, config(), files));
  await isReady(hub);
  await applyTo(hub, bundleOf(config('Bonn')));
  await isReady(hub);
  const since = officeOf(hub)?.sinceMs;
  const failure = new Failure('TARGET_UNAVAILABLE', { message: 'Late.' });
  reports[0]?.(failure);
  assert.deepEqual([officeOf(hub)?.state, officeOf(hub)?.sinceMs], ['ready', since]);
  reports[1]?.(failure);
  assert.equal(officeOf(hub)?.state, 'unavailable');
});
