import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { RecordOutcome } from '../../src/domain/index.ts';
import { encodeOutcomes, outcomeAt } from '../../src/domain/index.ts';

const outcome = fc.constantFrom<RecordOutcome>(
  ...(['applied', 'unchanged', 'superseded', 'echo', 'retry', 'wait', 'dead-letter'] as const),
);
/** A batch: numbers in the log, with gaps between them. */
const batch = fc
  .tuple(
    fc.integer({ min: 1, max: 2 ** 50 }),
    fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), outcome), { minLength: 1, maxLength: 300 }),
  )
  .map(([firstSeq, steps]) => {
    let seq = firstSeq - 1;
    const records = steps.map(([gap, one]) => ({ seq: (seq += gap + 1), outcome: one }));
    return { firstSeq, records };
  });

test('the outcome of each record of a batch is read back exactly, and gaps have none', () => {
  fc.assert(
    fc.property(batch, ({ firstSeq, records }) => {
      const text = encodeOutcomes(firstSeq, records);
      const known = new Map(records.map((record) => [record.seq, record.outcome]));
      const last = records.at(-1)?.seq ?? firstSeq;
      for (let seq = firstSeq - 1; seq <= last + 1; seq++)
        assert.equal(outcomeAt(text, firstSeq, seq), known.get(seq) ?? null);
    }),
  );
});

test('a thousand applied records take five characters', () => {
  const records = Array.from({ length: 1_000 }, (_, index) => ({
    seq: 7 + index,
    outcome: 'applied' as const,
  }));
  assert.equal(encodeOutcomes(7, records), 'a1000');
});
