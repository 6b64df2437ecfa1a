import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import fc from 'fast-check';
import { applyTo, bundleOf } from '../support/apply.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(115_000);
const RUNS = 5;
const KEYS = 20;
const TARGETS = ['shop', 'market', 'erp'] as const;

interface Stream {
  readonly name: string;
  readonly key: string;
  readonly every: string | null;
  readonly pageSize: number;
  readonly semantics: string;
  readonly lanes: readonly {
    readonly to: string;
    readonly entity: string;
    readonly field: string;
  }[];
}

const lane = fc.record({
  to: fc.constantFrom(...TARGETS),
  entity: fc.constantFrom('one', 'two'),
  field: fc.constantFrom('word', 'term'),
});
const stream: fc.Arbitrary<Stream> = fc.record({
  name: fc.constantFrom('products', 'prices', 'stock'),
  key: fc.constantFrom('sku', 'ean'),
  every: fc.constantFrom(null, '1h', '2h'),
  pageSize: fc.constantFrom(7, 1_000),
  semantics: fc.constantFrom('state', 'event'),
  lanes: fc.uniqueArray(lane, { selector: ({ to }) => to, minLength: 1, maxLength: 3 }),
});
const landscape = fc.record({
  streams: fc.uniqueArray(stream, { selector: ({ name }) => name, minLength: 1, maxLength: 3 }),
  failures: fc.constantFrom(3, 4),
});
type Landscape = typeof landscape extends fc.Arbitrary<infer T> ? T : never;

function yamlOf({ streams, failures }: Landscape): string {
  const targets = [...new Set(streams.flatMap(({ lanes }) => lanes.map(({ to }) => to)))];
  return `
connectors:
  pim: { kind: file, path: ./in.jsonl, circuit: { failures: ${failures} } }
${targets.map((name) => `  ${name}: { kind: file, path: ./${name}, format: jsonl }`).join('\n')}
streams:
${streams
  .map(
    ({ name, key, every, pageSize, semantics, lanes }) => `  ${name}:
    from: { connector: pim, entity: ${name}, key: ${key}, version: changed }
    ${every === null ? '' : `every: ${every}`}
    pageSize: ${pageSize}
    semantics: ${semantics}
    to:
${lanes
  .map(
    ({ to, entity, field }) =>
      `      - { connector: ${to}, entity: ${name}-${entity}, map: { ${field}: sku } }`,
  )
  .join('\n')}`,
  )
  .join('\n')}
`;
}

/** Returns everything that a configuration creates, without counts and times. */
async function madeBy(hub: TestHub, scope: TestScope) {
  return {
    connectors: hub.connectors().map(({ name, kind, state }) => ({ name, kind, state })),
    streams: hub.streams().map(({ name, connector, entity, state, nextRunAtMs }) => ({
      // Intervals count from the start of the stream, so the times differ.
      ...{ name, connector, entity, state, isScheduled: nextRunAtMs !== null },
    })),
    lanes: hub.lanes().map(({ name, stream: of, connector, entity, state }) => ({
      ...{ name, of, connector, entity, state },
    })),
    logs: [...new Set((await consumersIn(scope)).map(([log]) => log))],
  };
}

/** Returns every log, alone and with each of its consumers. A lane creates its consumer anew whenever it starts. */
async function consumersIn(scope: TestScope): Promise<readonly (readonly string[])[]> {
  const nc = await connect({ servers: new URL(scope.natsUrl).host });
  try {
    const jsm = await jetstreamManager(nc);
    const found: string[][] = [];
    for await (const name of jsm.streams.names()) {
      if (!name.startsWith(`${scope.namespace}-stream-`)) continue;
      found.push([name]);
      for await (const consumer of jsm.consumers.list(name)) found.push([name, consumer.name]);
    }
    return found.sort();
  } finally {
    await nc.close();
  }
}

// Every apply is allowed to lose data, so that any landscape can follow any other.
test('any sequence of applies ends in the state of a hub that starts with the last configuration', async (t) => {
  const sequences = fc.array(landscape, { minLength: 2, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence) => {
      await using scope = await testScope();
      for (const to of TARGETS) await mkdir(path.join(scope.dir, to));
      const rows = Array.from(
        { length: KEYS },
        (_, n) => `{"sku":"p${n}","ean":"e${n}","changed":1}\n`,
      );
      const [first, ...others] = sequence.map(yamlOf);
      const file = await writeConfig(scope, first ?? '', { 'in.jsonl': rows.join('') });
      const applied = await (async () => {
        await using hub = await startTestHub(scope, file);
        for (const yaml of others) await applyTo(hub, bundleOf(yaml), { allowDataLoss: true });
        await hub.settled(signal);
        const lanes = hub.lanes().map(({ name }) => `lane-${name.replace('/', '-to-')}`);
        for (const [log, consumer] of await consumersIn(scope)) {
          assert.ok(!consumer || lanes.includes(consumer), `${log} still has ${consumer}`);
        }
        return madeBy(hub, scope);
      })();
      await writeConfig(scope, [first, ...others].at(-1) ?? '');
      await using fresh = await startTestHub(scope, file);
      await fresh.settled(signal);
      assert.deepEqual(applied, await madeBy(fresh, scope));
      for (const { connector, entity, stream: of } of fresh.lanes()) {
        const text = await readFile(path.join(scope.dir, connector, `${entity}.jsonl`), 'utf8');
        const keys = new Set(text.match(/"key":"[pe]\d+"/g));
        assert.ok(
          keys.size >= KEYS,
          `${of} delivered ${keys.size} of ${KEYS} keys to ${connector}`,
        );
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  t.diagnostic(`${RUNS} sequences`);
});
