import assert from 'node:assert/strict';
import { it } from 'node:test';
import { catalog } from '../../src/connectors/index.ts';
import { describeConnector } from '../../src/runtime/config/index.ts';
import { checkSchema } from '../../src/pipeline/index.ts';

for (const kind of catalog.values()) {
  it(`the documentation of ${kind.kind} names every setting and option with its meaning`, () => {
    const text = describeConnector(kind);
    const settings = (kind.settings.properties ?? {}) as Record<string, { description?: string }>;
    const all = { ...settings, ...kind.sourceOptions, ...kind.targetOptions };
    for (const [name, schema] of Object.entries(all)) {
      assert.ok(text.includes(`| \`${name}\` |`), name);
      assert.ok(
        typeof schema.description === 'string' && schema.description !== '',
        `${name} has no description`,
      );
    }
  });

  it(`the schemas of ${kind.kind} are valid`, () => {
    const options = { properties: { ...kind.sourceOptions, ...kind.targetOptions } };
    assert.deepEqual([...checkSchema(kind.settings), ...checkSchema(options)], []);
  });
}

it('the documentation describes the fields within a setting, form by form', () => {
  const keys = (kind: string) => {
    const found = catalog.get(kind);
    assert.ok(found);
    return [...describeConnector(found).matchAll(/^\| (`\S+?`(?: \(\w+\))?) \|/gm)].map(
      ([, key]) => key,
    );
  };
  for (const key of ['`paging.param` (cursor)', '`paging.start` (page)', '`auth.token` (bearer)'])
    assert.ok(keys('http').includes(key), key);
  assert.ok(keys('http').includes('`get.path`'));
  assert.ok(keys('webhook').includes('`secrets[].secret`'));
  assert.ok(keys('nats').includes('`create.subjects`'));
});
