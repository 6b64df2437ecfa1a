import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toRecord } from '../../src/connector-api/index.ts';
import type { Json } from '../../src/connector-api/index.ts';

const settings = { key: 'sku', version: 'v', deleted: 'gone' };

function operationOf(gone: Json): string {
  const result = toRecord({ sku: 'A1', v: 1, gone }, settings, {
    position: 'line 1',
    fallbackVersion: 1,
  });
  assert.equal(result.kind, 'record');
  return result.record.operation;
}

test('a flag that is not set deletes nothing, however a system or its CSV writes it', () => {
  const notSet = [null, false, 0, '', ' ', '0', 'false', 'FALSE', 'f', 'no', 'N', 'off', 'nein'];
  for (const value of [...notSet, 'NULL', '0000-00-00', '0000-00-00 00:00:00']) {
    assert.equal(operationOf(value), 'upsert', JSON.stringify(value));
  }
});

test('a flag or a time that is set deletes the thing', () => {
  const set = [true, 1, '1', 'true', 'yes', 'x', 'ja', '2026-11-26', 1_700_000_000_000];
  for (const value of set) assert.equal(operationOf(value), 'delete', JSON.stringify(value));
});
