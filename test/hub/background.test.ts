import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { inBackground } from '../../src/runtime/background.ts';
import { openLines } from '../../src/runtime/log.ts';

test('background work that fails before the hub stops is logged at once; work that was only stopped is not', async () => {
  const lines: string[] = [];
  const log = openLines({ write: (line) => void lines.push(line) }, 'info');
  const broken = inBackground(() => Promise.reject(new Error('no such table')), log);
  const patient = inBackground(async (signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    throw new Error('cut short');
  }, log);
  await setImmediate();
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /background work has failed.*|no such table/);
  await assert.rejects(patient(), /cut short/);
  assert.equal(lines.length, 1);
  await assert.rejects(broken(), /no such table/);
});
