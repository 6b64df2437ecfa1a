import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileValidator } from '../../src/pipeline/index.ts';
import type { PushContext } from '../../src/web/push/records.ts';
import { pushedOf } from '../../src/web/push/records.ts';

test('a pushed value on which a pattern of the schema does not end is rejected, and the next record is taken', () => {
  const context: PushContext = {
    stream: {
      name: 'customers',
      semantics: 'state',
      fields: { key: 'id', version: null, deleted: null },
      validate: compileValidator({ properties: { email: { pattern: '^(([a-z]+)[.]?)+@' } } }),
      store: () => Promise.resolve([]),
    },
    requestId: null,
    isDelete: false,
    fallbackVersion: () => 1,
    traceParent: undefined,
  };
  const push = (email: string) => pushedOf({ id: 1, email }, { text: '', index: 0 }, context);
  assert.deepEqual(push('a'.repeat(60)), { reason: 'validating the record took too long' });
  assert.ok('record' in push('a@'));
});
