import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { generatedSchema, schemaFile } from '../../ops/generate.ts';

test('the JSON Schema for editors is the one that the kinds make: else run `npm run generate`', async () => {
  assert.equal(await readFile(schemaFile, 'utf8'), await generatedSchema());
});

test('the JSON Schema for editors accepts the sample landscape and refuses an unknown key', async () => {
  const validate = new Ajv2020({ strict: false }).compile(
    JSON.parse(await generatedSchema()) as object,
  );
  const yaml = await readFile(new URL('../../ops/demo/landscape.yaml', import.meta.url), 'utf8');
  const landscape = parse(yaml) as { connectors: Record<string, object> };
  assert.ok(validate(landscape), JSON.stringify(validate.errors));
  landscape.connectors.pim = { ...landscape.connectors.pim, paht: './x' };
  assert.ok(!validate(landscape));
});
