import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { compileValidator, loadSchema } from '../../src/pipeline/validation/index.ts';

let dir = '';
before(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-schema-'));
  await mkdir(path.join(dir, 'parts'));
});
after(() => rm(dir, { recursive: true, force: true }));

async function write(name: string, content: string): Promise<string> {
  const file = path.join(dir, name);
  await writeFile(file, content);
  return file;
}

describe('a schema file', () => {
  it('is read as JSON or as YAML', async () => {
    const json = await loadSchema(await write('a.json', '{"type": "object"}'));
    const yaml = await loadSchema(await write('a.yaml', 'type: object'));
    assert.deepEqual(json, yaml);
  });

  it('may refer to files beside it, which may refer back', async () => {
    await write(
      'parts/address.yaml',
      'properties: { country: { $ref: "codes.json#/$defs/country" }, sub: { $ref: "../order.json" } }',
    );
    await write(
      'parts/codes.json',
      '{"$id": "https://example.com/codes", "$defs": {"country": {"$ref": "#/$defs/two"}, "two": {"type": "string", "maxLength": 2}}}',
    );
    const file = await write(
      'order.json',
      '{"required": ["no"], "properties": {"to": {"$ref": "parts/address.yaml"}}}',
    );
    const validate = compileValidator(await loadSchema(file));
    assert.equal(validate({ no: 1, to: { country: 'DE', sub: { no: 2 } } }), null);
    const found = validate({ no: 1, to: { country: 'Germany', sub: {} } })?.map(({ path }) => path);
    assert.deepEqual(found?.sort(), ['to.country', 'to.sub.no']);
  });

  it('is named in the error if it is missing, broken or not an object', async () => {
    await assert.rejects(loadSchema(path.join(dir, 'none.json')), /none\.json cannot be read/);
    await assert.rejects(
      loadSchema(await write('broken.json', '{"a": ')),
      /broken\.json cannot be read/,
    );
    await assert.rejects(
      loadSchema(await write('list.json', '[]')),
      /list\.json must hold an object/,
    );
  });
});
