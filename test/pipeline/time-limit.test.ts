import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import type { JsonObject } from '../../src/domain/index.ts';
import type { MappingInput } from '../../src/pipeline/index.ts';
import {
  compileValidator,
  identity,
  inTime,
  loadMappingModule,
  mapInPlace,
} from '../../src/pipeline/index.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(60_000);

/** A common mistake: an address is matched in exponentially many ways before it is refused. */
const email = { type: 'string', pattern: '^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}$' };
const endless = `${'a'.repeat(60)}!`;

const inputOf = (document: JsonObject, index: number): MappingInput => ({
  document,
  meta: {
    ...{ key: String(index), version: index, operation: 'upsert', stream: 's' },
    ...{ masterKey: String(index), externalId: null },
  },
});

test('a value on which a pattern of the schema does not end is refused, and the records around it are validated', async () => {
  const validate = compileValidator({ properties: { email } });
  const mapper = mapInPlace({ semantics: 'state', validate, map: identity, validateMapped: null });
  const emails = ['a@', endless, 'a', 'b@', endless];
  const failures = await mapper.validate(
    emails.map((value) => ({ email: value })),
    signal,
  );
  assert.deepEqual(
    failures.map((failure) => failure?.code ?? null),
    [null, 'RECORD_POISONED', 'RECORD_INVALID', null, 'RECORD_POISONED'],
  );
  assert.match(
    failures[1]?.message ?? '',
    /Validating this record took more than 2 s.*`workers: true`/,
  );
});

test('a record on which a mapping module does not end is refused, and the records around it are mapped', async () => {
  await using scope = await testScope();
  const file = path.join(scope.dir, 'map.ts');
  await writeFile(
    file,
    `export default (document) => {
      while (document.loop) ;
      if (document.fails) throw new Error('no');
      return { sku: document.sku };
    };`,
  );
  const map = await loadMappingModule(file);
  const mapper = mapInPlace({ semantics: 'state', validate: null, map, validateMapped: null });
  const documents = [{ sku: 'A' }, { loop: true }, { fails: true }, { sku: 'B' }];
  const mapped = await mapper.map(documents.map(inputOf), signal);
  assert.deepEqual(
    mapped.map((one) => (one.kind === 'refused' ? one.failure.code : one.kind)),
    ['mapped', 'RECORD_POISONED', 'MAPPING_FAILED', 'mapped'],
  );
});

test('a computation that throws, throws to its caller, and one that ends has its result', () => {
  const broken = () => {
    throw new RangeError('broken');
  };
  assert.throws(() => inTime(broken, () => null), { name: 'RangeError', message: 'broken' });
  assert.equal(
    inTime(
      () => 'done',
      () => 'late',
    ),
    'done',
  );
});
