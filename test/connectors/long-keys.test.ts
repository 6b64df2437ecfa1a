import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toRecord } from '../../src/connector-api/index.ts';
import type { JsonObject } from '../../src/connector-api/index.ts';

const settings = { key: 'id', version: null, deleted: null };

function read(text: string): string {
  const context = { position: 'line 1', fallbackVersion: 1 };
  const result = toRecord(JSON.parse(text) as JsonObject, settings, context);
  return result.kind === 'record' ? result.record.key : result.row.reason;
}

test('a numeric key that JavaScript would round is rejected: two things would become one', () => {
  assert.equal(read('{"id":9007199254740991}'), '9007199254740991');
  assert.equal(read('{"id":-12.5}'), '-12.5');
  assert.equal(read('{"id":"9007199254740993"}'), '9007199254740993');
  for (const id of ['9007199254740993', '-9007199254740993', '1e400']) {
    assert.match(read(`{"id":${id}}`), /a number of 2\^53 or more must be sent as text/);
  }
});
