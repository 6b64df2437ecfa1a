import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Failure } from '../../src/domain/index.ts';
import type { SettledBatch } from '../../src/pipeline/index.ts';
import { logBatch } from '../../src/runtime/batch-log.ts';
import { adjustable, openLines } from '../../src/runtime/log.ts';

/** Opens a log at this level, and collects its lines. */
function openTestLog(level: string) {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
  return { log: openLines({ write }, level), lines };
}

const time = { startedAtMs: 1_000, endedAtMs: 1_002.25, tookMs: 2.25 };
const batch: SettledBatch = {
  lane: 'products/shop',
  parked: () => ({ records: 0, paused: 0, oldestAtMs: null }),
  records: 3,
  counts: { applied: 1, unchanged: 1, superseded: 0, deadLettered: 0, echoed: 0 },
  conflated: 0,
  firstSeq: 11,
  lastSeq: 13,
  bytes: 512,
  steps: { validate: time, deliver: time },
  failed: [],
  traced: [],
  tookMs: 7.4,
  oldestStoredAtMs: 900,
};
const failure = new Failure('TARGET_UNAVAILABLE', { message: 'anna@example.org is taken' });
const troubled = {
  ...batch,
  failed: [{ seq: 12, version: 5, attempts: 2, failure, waitMs: 1_000.4 }],
};

suite('The log', () => {
  test('has one wide line per batch: at info if something failed, otherwise at debug', () => {
    const { log, lines } = openTestLog('info');
    logBatch(log, 'products', batch);
    assert.deepEqual(lines, []);
    logBatch(log, 'products', troubled);
    const { time: _time, level: _level, ...line } = lines[0] ?? { time: 0, level: 0 };
    assert.deepEqual(line, {
      stream: 'products',
      lane: 'products/shop',
      records: 3,
      applied: 1,
      unchanged: 1,
      superseded: 0,
      deadLettered: 0,
      echoed: 0,
      conflated: 0,
      retried: 1,
      firstSeq: 11,
      lastSeq: 13,
      bytes: 512,
      tookMs: 7,
      stepMs: { validate: 2.3, deliver: 2.3 },
      msg: 'batch settled',
    });
    assert.equal(lines.length, 1);
  });

  test('has one line per failed attempt at debug, without the message of the target', () => {
    const { log, lines } = openTestLog('info');
    adjustable(log).setLevel('debug');
    logBatch(log, 'products', troubled);
    assert.deepEqual(
      lines.map(({ msg, seq, code, attempts, waitMs }) => ({ msg, seq, code, attempts, waitMs })),
      [
        {
          ...{ msg: 'batch settled', seq: undefined, code: undefined },
          ...{ attempts: undefined, waitMs: undefined },
        },
        { msg: 'attempt failed', seq: 12, code: 'TARGET_UNAVAILABLE', attempts: 2, waitMs: 1_000 },
      ],
    );
    assert.doesNotMatch(JSON.stringify(lines), /anna/);
  });

  test('masks data that may be personal, wherever it is in a line', () => {
    const { log, lines } = openTestLog('info');
    const err = new Failure('INTERNAL', { message: 'broke', details: { key: 'anna', field: 'a' } });
    log.info(
      { key: 'anna', record: { key: 'anna', document: { name: 'anna' } }, err },
      'some line',
    );
    assert.doesNotMatch(JSON.stringify(lines), /anna/);
    assert.match(JSON.stringify(lines), /"field":"a"/);
  });
});
