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

  it(`the schemas of ${kind.kind} are sound`, () => {
    const options = { properties: { ...kind.sourceOptions, ...kind.targetOptions } };
    assert.deepEqual([...checkSchema(kind.settings), ...checkSchema(options)], []);
  });
}
