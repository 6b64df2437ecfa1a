import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import type { Mapped } from '../../src/pipeline/index.ts';
import type { LaneWork } from '../../src/workers/index.ts';
import { Failure } from '../../src/domain/index.ts';
import { LaneHarness, record } from '../pipeline/support.ts';
import { folder, inputsOf, moduleLane, prepareJob, workersForTest } from './support.ts';

const dir = await folder();
const signal = AbortSignal.timeout(60_000);

/** A mapping that does to its worker what the document says. */
const DEADLY = `
export default ({ does, n }) => {
  if (does === 'exit') process.exit(3);
  if (does === 'exit later') queueMicrotask(() => process.exit(4));
  if (does === 'memory') for (const full = []; ; ) full.push(new Array(1e6).fill(n));
  if (does === 'loop') for (;;);
  if (does === 'throw') throw new Error('no such colour');
  if (does === 'skip') return null;
  return { n };
};`;

/** Returns the result in short: the mapped value, or the failure's code. */
function fate(mapped: Mapped): unknown {
  if (mapped.kind === 'mapped') return mapped.document.n;
  return mapped.kind === 'refused' ? mapped.failure.code : mapped.kind;
}

function reasonOf(mapped: Mapped | undefined): string {
  return mapped?.kind === 'refused' ? `${mapped.failure.stage}: ${mapped.failure.message}` : '';
}

test('records that end their worker are found among the others, and the others are mapped', async () => {
  await using workers = workersForTest({ recordLimitMs: 500 });
  const lane = await moduleLane(path.join(dir, 'deadly.mjs'), DEADLY);
  const does: Readonly<Record<number, string>> = {
    ...{ 3: 'exit', 121: 'throw', 122: 'skip', 199: 'loop', 250: 'exit later' },
  };
  const documents = Array.from({ length: 300 }, (_, n) => ({ n, does: does[n] ?? 'map' }));
  const mapped = await workers.mapper(lane, () => 'normal').map(inputsOf(documents), signal);

  const poisoned = 'RECORD_POISONED';
  const expected: Readonly<Record<number, unknown>> = {
    ...{ 3: poisoned, 121: 'MAPPING_FAILED', 122: 'left-out', 199: poisoned },
    250: poisoned,
  };
  assert.deepEqual(
    mapped.map(fate),
    documents.map(({ n }) => expected[n] ?? n),
  );
  assert.match(reasonOf(mapped[3]), /^map: .*ended 3 workers.*exited with code: 3/);
  assert.match(reasonOf(mapped[199]), /longer than 0\.5 s/);
});

test('a record that takes all memory ends only its own workers, and the other records are mapped', async () => {
  await using workers = workersForTest();
  const lane = await moduleLane(path.join(dir, 'memory.mjs'), DEADLY);
  const inputs = inputsOf([{ n: 0 }, { n: 1, does: 'memory' }, { n: 2 }]);
  const mapped = await workers.mapper(lane, () => 'normal').map(inputs, signal);
  assert.deepEqual(mapped.map(fate), [0, 'RECORD_POISONED', 2]);
  assert.match(reasonOf(mapped[1]), /more than 96 MB of memory/);
});

test('a deletion whose mapping ends workers still removes the thing', async () => {
  await using workers = workersForTest();
  const lane = await moduleLane(path.join(dir, 'deletion.mjs'), DEADLY);
  const [input] = inputsOf([{ n: 1, does: 'exit' }]);
  assert.ok(input);
  const gone = { ...input, meta: { ...input.meta, operation: 'delete' as const } };
  const [mapped] = await workers.mapper(lane, () => 'normal').map([gone], signal);
  assert.deepEqual(mapped, { kind: 'mapped', document: {}, hash: 'deleted' });
});

test('a schema pattern that never finishes matching fails its record, not the lane', async () => {
  await using workers = workersForTest({ recordLimitMs: 500 });
  const endless = { type: 'object', properties: { name: { pattern: '^(a+)+$' } } };
  const mapping = { kind: 'identity' } as const;
  const work = { semantics: 'state', schema: endless, mapping, mappedSchema: null } as const;
  const lane = new LaneHarness({ mapper: workers.mapper(work, () => 'normal') });
  await lane.drainRecords([
    record(1, 'good', 1, { name: 'aaa' }),
    record(2, 'endless', 1, { name: `${'a'.repeat(60)}!` }),
    record(3, 'bad', 1, { name: 'b' }),
  ]);
  assert.deepEqual(
    lane.delivered.flat().map(({ key }) => key),
    ['good'],
  );
  assert.deepEqual(
    lane.dead.map(({ record: one, failure }) => [one?.key, failure.code, failure.stage]),
    [
      ['endless', 'RECORD_POISONED', 'validate'],
      ['bad', 'RECORD_INVALID', 'validate'],
    ],
  );
});

test('a module that ends its worker while it is loaded fails the lane, and buries nothing', async () => {
  await using workers = workersForTest();
  const lane = await moduleLane(path.join(dir, 'at-once.mjs'), 'process.exit(7);');
  const mapping = workers.mapper(lane, () => 'normal').map(inputsOf([{}, {}]), signal);
  await assert.rejects(mapping, (error: unknown) => {
    assert.ok(error instanceof Failure);
    assert.equal(error.code, 'CONFIG_INVALID');
    assert.match(error.message, /Loading the mapping.*ended 3 workers.*code: 7/);
    return true;
  });
});

test('a caller that aborts stops waiting at once, and the next in line gets the worker', async () => {
  await using workers = workersForTest({ maxWorkers: 1 });
  const deadly = await moduleLane(path.join(dir, 'endless.mjs'), DEADLY);
  const mapper = workers.mapper(deadly, () => 'normal');
  const [stop, stopWaiting] = [new AbortController(), new AbortController()];
  const endless = mapper.map(inputsOf([{ does: 'loop' }]), stop.signal);
  const behind = mapper.map(inputsOf([{ n: 1 }]), stopWaiting.signal);
  const last = mapper.map(inputsOf([{ n: 2 }]), signal);
  assert.equal(workers.waiting, 2);

  stopWaiting.abort(new Error('paused'));
  await assert.rejects(behind, /paused/);
  stop.abort(new Error('stopped'));
  await assert.rejects(endless, /stopped/);
  assert.deepEqual((await last).map(fate), [2]);
  assert.equal(workers.waiting, 0);
});

test('closing the pool ends both running and waiting work', async () => {
  const workers = workersForTest({ maxWorkers: 1 });
  const deadly = await moduleLane(path.join(dir, 'closing.mjs'), DEADLY);
  const mapper = workers.mapper(deadly, () => 'normal');
  const atWork = mapper.map(inputsOf([{ does: 'loop' }]), signal);
  const waiting = mapper.map(inputsOf([{ n: 1 }]), signal);
  const both = Promise.allSettled([atWork, waiting]);
  await workers.close();
  for (const one of await both) {
    assert.ok(one.status === 'rejected' && one.reason instanceof Failure);
    assert.equal(one.reason.code, 'CANCELLED');
  }
});

test('the lane with the highest priority goes first, and the others get their turns', async () => {
  await using workers = workersForTest({ maxWorkers: 1 });
  const lane = await moduleLane(path.join(dir, 'order.mjs'), DEADLY);
  const ended: string[] = [];
  const ask = (priority: 'high' | 'normal' | 'low') =>
    workers
      .mapper(lane, () => priority)
      .map(inputsOf([{ n: 1 }]), signal)
      .then(() => void ended.push(priority));
  // The first finds the worker free; the others wait in a line.
  await Promise.all([ask('low'), ask('low'), ask('normal'), ask('high'), ask('high')]);
  assert.deepEqual(ended, ['low', 'high', 'high', 'normal', 'low']);
});

test('a module stays as it was when it was read, whatever its files contain afterwards', async () => {
  const [main, helper] = [path.join(dir, 'pinned.ts'), path.join(dir, 'factor.ts')];
  const text = `import { factor } from './factor.ts';
export default ({ n }: { n: number }): object => ({ n: n * factor });`;
  const read = (factor: number): LaneWork => ({
    ...{ semantics: 'state', schema: null, mappedSchema: null },
    mapping: {
      ...{ kind: 'module', file: main },
      texts: new Map([
        [main, text],
        [helper, `export const factor: number = ${factor};`],
      ]),
    },
  });
  await writeFile(main, 'export default () => ({ n: -1 });');
  await writeFile(helper, 'export const factor = -1;');
  await using workers = workersForTest({ maxWorkers: 1 });
  for (const factor of [2, 3, 2]) {
    const mapped = await workers
      .mapper(read(factor), () => 'normal')
      .map(inputsOf([{ n: 10 }]), signal);
    assert.deepEqual(mapped.map(fate), [10 * factor]);
  }
  await rm(helper);
});

test('imports, in pieces or of whole files, keep no lane from getting its turn', async () => {
  await using workers = workersForTest({ maxWorkers: 1 });
  const lane = await moduleLane(path.join(dir, 'beside.mjs'), DEADLY);
  const mapper = workers.mapper(lane, () => 'normal');
  const row = (n: number) => `{"sku":"S-${n}","name":"${'x'.repeat(400)}"}`;
  const rows = Array.from({ length: 12_000 }, (_, n) => row(n));
  await writeFile(path.join(dir, 'rows.jsonl'), rows.join('\n'));
  const things = rows.map((_, n) => `<R><sku>S-${n}</sku></R>`);
  await writeFile(path.join(dir, 'rows.xml'), `<A>${things.join('')}</A>`);
  for (const format of ['jsonl', 'xml'] as const) {
    const file = path.join(dir, `rows.${format}`);
    const start = { offset: 0, rows: 0 };
    let isMapped = false;
    let keysBefore = 0;
    for await (const { records } of workers.prepare(
      prepareJob(file, format),
      file,
      start,
      signal,
    )) {
      if (isMapped) continue;
      keysBefore += records.keys.length;
      // The worker of a whole file waits meanwhile, since nobody takes its pieces. Of a file in pieces, several wait in line.
      assert.deepEqual((await mapper.map(inputsOf([{ n: 1 }]), signal)).map(fate), [1]);
      isMapped = true;
    }
    assert.ok(keysBefore > 0 && keysBefore < rows.length);
  }
});
