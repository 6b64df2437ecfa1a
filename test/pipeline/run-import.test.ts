import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ImportPosition } from '../../src/domain/index.ts';
import { Failure, importStart } from '../../src/domain/index.ts';
import type { BulkLog, PlacedPiece, PreparedBatch } from '../../src/pipeline/index.ts';
import { RejectedRows, runImport } from '../../src/pipeline/index.ts';

/** A log that answers late and in order. It refuses when instructed, then also every batch sent before the refusal was known. */
class FailingLog implements BulkLog {
  readonly keys: string[] = [];
  readonly #marks: number[] = [];
  readonly #isRefused: () => boolean;
  /** Batches sent before a refusal was reported belong to its epoch and are refused with it. */
  #epoch = 0;
  #answers = Promise.resolve();

  constructor(isRefused: () => boolean) {
    this.#isRefused = isRefused;
  }

  maxRecordBytes = () => 1_000;
  lastSeq = async () => this.keys.length;

  appendPrepared({ records, from, until, rowsBefore }: PreparedBatch): Promise<number> {
    const epoch = this.#epoch;
    const answer = this.#answers.then(async () => {
      await setImmediate();
      if (epoch !== this.#epoch) throw new Failure('BUS_UNAVAILABLE', { message: 'out of step' });
      if (this.#isRefused()) {
        this.#epoch++;
        throw new Failure('STREAM_FULL', { message: 'full' });
      }
      this.keys.push(...records.keys.slice(from, until));
      this.#marks.push(rowsBefore + (records.rows[until - 1] ?? 0));
      return this.keys.length;
    });
    this.#answers = answer.then(
      () => undefined,
      () => undefined,
    );
    return answer;
  }

  async lastMark(importId: string) {
    const row = this.#marks.at(-1);
    return row === undefined ? null : { importId, row };
  }
}

/** Pieces of rows after a position; every seventh row is rejected. */
async function* piecesOf(
  sizes: readonly number[],
  from: ImportPosition,
): AsyncGenerator<PlacedPiece> {
  let row = 0;
  for (const [index, size] of sizes.entries()) {
    const numbers = Array.from({ length: size }, (_, nth) => row + nth + 1);
    row += size;
    if (index < from.offset) continue;
    const good = numbers.filter((number) => number % 7 !== 0);
    const firstRow = row - size;
    yield {
      records: {
        keys: good.map((number) => `key-${number}`),
        bytes: new Uint8Array(good.length),
        ends: Uint32Array.from(good, (_, nth) => nth + 1),
        rows: Uint32Array.from(good, (number) => number - firstRow),
      },
      rejected: numbers
        .filter((number) => number % 7 === 0)
        .map((number) => {
          const place = { row: number - firstRow, line: number - firstRow, column: null };
          return { ...place, reason: 'no', raw: '' };
        }),
      rowCount: size,
      lineCount: size,
      linesBefore: null,
      offset: index + 1,
      fileBytes: index + 1,
    };
  }
}

test('wherever the log refuses or saving fails, every row is stored once and in order, or rejected once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 8 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 4 })),
      async (sizes, dice) => {
        const fails = () => dice.next().value === 0;
        const log = new FailingLog(fails);
        const rejected = new Map<string, number>();
        let saved: ImportPosition = importStart;
        const bulk = {
          ...{ id: '1', stream: 's', source: 'f', maxRejects: null, log, rejects: null },
          checkedBy: null,
          room: () => Promise.resolve(),
          rejectedRows: new RejectedRows({
            ...{ stream: 's', semantics: 'state' },
            deadLetters: {
              async bury(letters) {
                for (const { row } of letters) rejected.set(row?.position ?? '', 1);
              },
              closeRejected: () => Promise.resolve(),
            },
          }),
          pieces: (from: ImportPosition) => piecesOf(sizes, from),
          async save(position: ImportPosition) {
            if (fails()) throw new Failure('STORE_UNAVAILABLE', { message: 'away' });
            saved = position;
          },
        };
        for (let isOver = false; !isOver;) {
          isOver = await runImport(bulk, saved, new AbortController().signal).then(
            () => true,
            () => false,
          );
        }
        const rows = sizes.reduce((sum, size) => sum + size, 0);
        const numbers = Array.from({ length: rows }, (_, index) => index + 1);
        const good = numbers.filter((number) => number % 7 !== 0).map((number) => `key-${number}`);
        assert.deepEqual(log.keys, good);
        assert.equal(rejected.size, rows - good.length);
        assert.deepEqual(
          [saved.read, saved.stored, saved.rejected],
          [rows, good.length, rows - good.length],
        );
      },
    ),
    { numRuns: 60 },
  );
});
