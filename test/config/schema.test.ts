import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { generate } from '../../ops/generate.ts';
import { failureCatalogue } from '../../src/domain/index.ts';

const [schema, runbook] = await generate();

test('the generated files are up to date (if not, run `npm run generate`)', async () => {
  for (const { file, text } of [schema, runbook].filter((one) => one !== undefined)) {
    assert.equal(await readFile(file, 'utf8'), text, file);
  }
});

test('the runbook says for every failure code what to do', () => {
  for (const [code, { remedy }] of Object.entries(failureCatalogue)) {
    assert.ok(runbook?.text.includes(`\`${code}\``), code);
    assert.ok(remedy.length > 10, code);
  }
});

test('the JSON Schema for editors accepts the sample landscape and refuses an unknown key', async () => {
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(schema?.text ?? '') as object);
  const yaml = await readFile(new URL('../../ops/demo/landscape.yaml', import.meta.url), 'utf8');
  // An editor checks the text as written, with its references unresolved.
  const landscape = parse(yaml) as { connectors: Record<string, object> };
  assert.ok(validate(landscape), JSON.stringify(validate.errors));
  landscape.connectors.pim = { ...landscape.connectors.pim, paht: './x' };
  assert.ok(!validate(landscape));
});
