import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectControl } from '../../src/control/index.ts';
import type { DeadLetter } from '../../src/domain/index.ts';
import { startControl } from './support.ts';

const LETTERS = 1_700;
const letter: Omit<DeadLetter, 'id'> = {
  ...{ stream: 'products', lane: 'products/shop', state: 'open', closing: null, closedAtMs: null },
  ...{ class: 'data', code: 'RECORD_INVALID', stage: 'validate', reason: 'no name', details: {} },
  ...{ attempts: 1, history: [], buriedAtMs: 0, seq: 1, position: null, key: 'A', version: 1 },
  ...{ operation: 'upsert', document: {}, edited: false, raw: null },
};

test('a long list of dead letters is counted once, not with every page', async () => {
  await using control = await startControl();
  let counted = 0;
  Object.assign(control.hub.recovery, {
    async listDeadLetters(_filter: unknown, page: { limit: number; after: string | null }) {
      const from = Number(page.after ?? 0) + 1;
      const length = Math.min(page.limit, LETTERS + 1 - from);
      const letters = Array.from({ length }, (_, n) => ({ ...letter, id: String(from + n) }));
      return { letters, next: from + length > LETTERS ? null : String(from + length - 1) };
    },
    newestDeadLetterId: async () => String(LETTERS),
    countDeadLetters: async () => (counted++, LETTERS),
  });
  const client = await connectControl(control.address);
  try {
    const recovery = client.recovery(AbortSignal.timeout(20_000));
    const { letters, total } = await recovery.list({}, ['open'], LETTERS);
    assert.deepEqual([new Set(letters.map(({ id }) => id)).size, total], [LETTERS, LETTERS]);
    assert.equal(counted, 1);
  } finally {
    client.close();
  }
});
