import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject, JsonSchema, StoredRecord } from '../../src/domain/index.ts';
import type { MappingSpec, Semantics } from '../../src/pipeline/index.ts';
import { compileMapping, compileValidator, mapInPlace } from '../../src/pipeline/index.ts';
import { LaneHarness, record } from '../pipeline/support.ts';
import { workersForTest } from './support.ts';

const field = fc.constantFrom('name', 'price', 'tax', 'tags', 'size');
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('19,90', 'full', '2026-01-31', ' x ', '\u2028', '\ud800', 'line\nbreak'),
);
/** A document as stored in a log: JSON. */
const document = fc
  .dictionary(field, value, { maxKeys: 5 })
  .map((one) => JSON.parse(JSON.stringify(one)) as JsonObject);

const rule = fc.oneof(
  field,
  fc.record({ from: field, convert: fc.constantFrom('decimal', 'text', 'date', 'trim') }),
  fc.record({ from: field, lookup: fc.constant({ full: 19, reduced: 7 }) }),
  fc.record({ from: field, required: fc.constant(true) }),
  fc.record({ meta: fc.constantFrom('key', 'version', 'masterKey', 'externalId', 'stream') }),
  fc.record({ template: fc.constant('{name} {price}') }),
);
const spec = fc.dictionary(fc.constantFrom('title', 'vat', 'cost', 'a.b', 'a.c', '"'), rule, {
  minKeys: 1,
  maxKeys: 4,
}) as fc.Arbitrary<MappingSpec>;

const schema: fc.Arbitrary<JsonSchema | null> = fc.constantFrom(
  null,
  { type: 'object', required: ['name'], properties: { price: { type: 'number', minimum: 0 } } },
  { type: 'object', properties: { tags: { type: 'array' }, size: { format: 'date' } } },
);
const mappedSchema: fc.Arbitrary<JsonSchema | null> = fc.constantFrom(null, {
  type: 'object',
  required: ['title'],
  properties: { vat: { type: 'number' } },
});

const records = fc
  .array(
    fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd'),
      version: fc.integer({ min: 1, max: 6 }),
      operation: fc.constantFrom<StoredRecord['operation']>('upsert', 'upsert', 'delete'),
      document,
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((all) =>
    all.map((one, index) => record(index + 1, one.key, one.version, one.document, one.operation)),
  );

/** Returns everything that a lane reports about its work, except times. */
async function passOf(lane: LaneHarness, all: readonly StoredRecord[]) {
  const middle = Math.ceil(all.length / 2);
  await lane.drainRecords([...all.slice(0, middle)], [...all.slice(middle)]);
  return JSON.parse(
    JSON.stringify({
      delivered: lane.delivered,
      applied: [...lane.applied],
      counts: lane.settlements.map(({ counts, outcomes }) => ({ counts, outcomes })),
      dead: lane.dead.map(({ record: one, failure, attempts }) => ({
        ...{ seq: one?.seq, attempts, code: failure.code, message: failure.message },
        ...{ stage: failure.stage, details: failure.details, retryable: failure.retryable },
      })),
    }),
  ) as unknown;
}

test('a lane that maps in workers delivers, hashes, buries and counts the same as one that maps in place', async () => {
  await using workers = workersForTest();
  const semantics = fc.constantFrom<Semantics>('state', 'event');
  await fc.assert(
    fc.asyncProperty(
      ...[records, spec, schema, mappedSchema, semantics],
      async (all, list, source, target, kind) => {
        let map;
        try {
          map = compileMapping(list, { baseDir: '.' });
        } catch {
          return; // No lane has a field list with mistakes.
        }
        const validate = source && compileValidator(source);
        const validateMapped = target && compileValidator(target);
        const inPlace = mapInPlace({ semantics: kind, map, validate, validateMapped });
        const inWorkers = workers.mapper(
          {
            ...{ semantics: kind, schema: source, mappedSchema: target },
            mapping: { kind: 'fields', spec: list },
          },
          () => 'normal',
        );
        assert.deepEqual(
          await passOf(new LaneHarness({ semantics: kind, mapper: inWorkers }), all),
          await passOf(new LaneHarness({ semantics: kind, mapper: inPlace }), all),
        );
      },
    ),
    { numRuns: 150 },
  );
});
