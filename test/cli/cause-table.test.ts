import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { causesText, causeTable } from '../../src/cli/dead-letters/causes.ts';
import type { CauseGroup } from '../../src/domain/index.ts';

test('a long key is cut in the table of causes, and complete where each cause has its own lines', () => {
  const key = 'https://shop.example/articles/'.repeat(30);
  const example = { key, deadLetterId: '7', reason: 'name is required' };
  const group: CauseGroup = {
    ...{
      id: 'a',
      stream: 'products',
      lane: 'products/shop',
      code: 'RECORD_INVALID',
      class: 'data',
    },
    ...{ cause: 'name is required', example, open: 1, retrying: 0, closed: 0 },
    ...{ firstAtMs: 0, lastAtMs: 0, closedAtMs: null },
  };
  const lines = stripVTControlCharacters(causeTable([group], 0)).split('\n');
  assert.ok(lines.every((line) => line.length < 160));
  assert.match(lines[1] ?? '', / https:\/\/shop\.example\/\S+… \(7\) +name is required$/);
  assert.ok(causesText([group], 0).includes(`${key} (7)`));
});
