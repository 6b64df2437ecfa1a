import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../src/domain/index.ts';
import type { StreamAtWork } from '../../src/runtime/stream-effects.ts';
import { isTimeIn } from '../../src/runtime/version-times.ts';

const NOW = 1_767_602_400_000_000;

function isTime(from: object, document: JsonObject, version = NOW, changes: object | null = null) {
  const stream = { plan: { source: from }, changes } as unknown as StreamAtWork;
  return isTimeIn(stream, { version, document });
}

test('a version is a time if its field holds one; a number may count anything, however large', () => {
  const from = { version: 'at', created: 'made' };
  assert.ok(isTime(from, { at: '2026-01-05T08:40:00Z' }));
  assert.ok(isTime(from, { at: '2026-01-05' }));
  assert.ok(isTime(from, { at: '', made: '2026-01-05 08:40:00+01' }));
  for (const at of [NOW, String(NOW), '1767602400000', 7, undefined, 'soon']) {
    assert.ok(!isTime(from, at === undefined ? {} : { at }), String(at));
  }
});

test('without a field it is the time of arrival, or of the commit of a captured change', () => {
  assert.ok(isTime({ version: null }, {}));
  assert.ok(isTime({ version: 'revision' }, { revision: 7 }, NOW, {}));
  assert.ok(!isTime({ version: null }, {}, 1), 'a connector may count by itself');
});
