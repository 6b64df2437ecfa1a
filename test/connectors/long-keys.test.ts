import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSent, toRecord } from '../../src/connector-api/index.ts';
import type { JsonObject } from '../../src/connector-api/index.ts';

const settings = { key: 'id', version: null, deleted: null };

function read(text: string): string {
  const context = { position: 'line 1', fallbackVersion: 1 };
  const result = toRecord(parseSent(text) as JsonObject, settings, context);
  return result.kind === 'record' ? result.record.key : result.row.reason;
}

test('a numeric key that JavaScript would round is taken as it was written', () => {
  assert.equal(read('{"id":9007199254740991}'), '9007199254740991');
  assert.equal(read('{"id":-12.5}'), '-12.5');
  assert.equal(read('{"id":"9007199254740993"}'), '9007199254740993');
  for (const id of ['9007199254740993', '-9007199254740993', '1e400']) {
    assert.equal(read(`{"id":${id}}`), id);
  }
});

test('a row without a key says what its field holds instead', () => {
  for (const [row, problem] of [
    ['{}', 'is missing'],
    ['{"id":null}', 'is null'],
    ['{"id":""}', 'is empty'],
    ['{"id":["a"]}', 'is neither text nor a number'],
    ['{"id":"\\u0000"}', 'is not valid Unicode'],
    [`{"id":"${'a'.repeat(1_025)}"}`, 'is longer than 1024 bytes'],
  ] as const) {
    assert.equal(read(row), `id must hold the key, but ${problem}`);
  }
});
