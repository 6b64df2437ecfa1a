import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import { unpackDebian } from '../../bench/support/debian.ts';
import { findOnPath } from '../../src/runtime/embedded/index.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const ops = path.resolve(import.meta.dirname, '../../ops');
const rules = path.join(ops, 'prometheus/alerts.yml');
const grafana = path.join(ops, 'grafana/stellwerk.json');
/** Exported only with TLS, or with a storage limit of the NATS account. */
const conditional = new Set([
  'stellwerk_certificate_expiry_timestamp_seconds',
  'stellwerk_jetstream_storage_limit_bytes',
]);

async function scrape(): Promise<string> {
  await using scope = await testScope();
  await writeFile(
    path.join(scope.dir, 'products.jsonl'),
    '{"sku":"A1","v":1,"title":"one"}\n{"sku":"A2","v":1}\n',
  );
  const configFile = await writeConfig(
    scope,
    `
connectors:
  pim: { kind: file, path: ./products.jsonl }
  out: { kind: file, path: ./out.jsonl }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: v }
    every: 1h
    validate: { type: object, required: [title] }
    to: [{ connector: out, entity: products }]
`,
  );
  await using hub = await startTestHub(scope, configFile);
  await hub.settled(AbortSignal.timeout(30_000));
  const answer = await fetch(`http://${hub.httpAddress}/metrics`);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  assert.equal(answer.headers.get('content-encoding'), 'gzip');
  return answer.text();
}

/** Finds promtool on the PATH or in the distribution's packages. @returns null if neither has it */
async function findPromtool(): Promise<string | null> {
  const found = await findOnPath('promtool', process.env);
  if (found) return found;
  const unpacked = unpackDebian({ name: 'prometheus', dependencies: /(?!)/ });
  return unpacked.then(
    (root) => path.join(root, 'usr/bin/promtool'),
    () => null,
  );
}

suite('Metrics', () => {
  let text = '';
  let promtool: string | null = null;
  before(async () => {
    [text, promtool] = await Promise.all([scrape(), findPromtool()]);
  });

  test('show what became of the records, how long it took, and whether the servers are up', () => {
    const labels = 'stream="products",connector="out"';
    for (const line of [
      'stellwerk_stream_rows_read_total{stream="products"} 2',
      'stellwerk_stream_records_stored_total{stream="products"} 2',
      `stellwerk_lane_records_total{${labels},verdict="applied"} 1`,
      `stellwerk_lane_records_total{${labels},verdict="dead_lettered"} 1`,
      `stellwerk_lane_state{${labels},state="running"} 1`,
      `stellwerk_lane_state{${labels},state="paused"} 0`,
      `stellwerk_dead_letters_open{${labels},code="RECORD_INVALID"} 1`,
      'stellwerk_connector_state{connector="pim",kind="file",state="ready"} 1',
      'stellwerk_server_up{server="nats"} 1',
      'stellwerk_server_up{server="postgres"} 1',
    ]) {
      assert.ok(text.split('\n').includes(line), line);
    }
    assert.match(
      text,
      /stellwerk_lane_delay_seconds_count\{stream="products",connector="out"\} [1-9]/,
    );
  });

  test('leave out what is not known: a storage without a limit is not full', () => {
    assert.match(text, /^stellwerk_jetstream_storage_bytes [1-9]/m);
    assert.doesNotMatch(text, /^stellwerk_jetstream_storage_limit_bytes /m);
  });

  test('follow the conventions of Prometheus', async (context) => {
    if (promtool === null) return context.skip('promtool is not installed');
    const check = promisify(execFile)(promtool, ['check', 'metrics']);
    // The default metrics of Node come from the library, and are not ours to check.
    check.child.stdin?.end(text.replace(/^.*\b(nodejs|process)_.*\n/gm, ''));
    await check;
  });

  test('include all that the alert rules and the Grafana dashboard use', async () => {
    const known = new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));
    for (const file of [rules, grafana]) {
      const names = (await readFile(file, 'utf8')).match(/\b(stellwerk|nodejs|process)_\w+/g);
      assert.ok(names && names.length > 10);
      for (const name of new Set(names)) {
        const family = name.replace(/_(bucket|sum|count)$/, '');
        assert.ok(known.has(family) || known.has(name) || conditional.has(name), name);
      }
    }
  });

  test('trigger the alerts as promised, and only then', async (context) => {
    if (promtool === null) return context.skip('promtool is not installed');
    await promisify(execFile)(promtool, ['check', 'rules', rules]);
    const proof = path.join(ops, 'prometheus/alerts.test.yml');
    await promisify(execFile)(promtool, ['test', 'rules', proof]);
  });
});
