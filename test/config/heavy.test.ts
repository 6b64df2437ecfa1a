import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LaneWork } from '../../src/workers/index.ts';
import { check } from './support.ts';

const yaml = (lane: string) => `
connectors: { a: { kind: source }, b: { kind: target } }
streams:
  orders:
    from: { connector: a, entity: order, key: id }
    semantics: event
    validate: { type: object, required: [id] }
    to:
      - { connector: b, entity: order, ${lane} }
`;

const files = {
  'map.ts': "import { word } from './words.ts';\nexport default () => ({ word });",
  'words.ts': "export const word = 'x';",
  'fields.yaml': 'lookup: name\nvat: { from: tax, lookup: ./tax.csv }\n',
  'tax.csv': 'tax,vat\nfull,19\n',
};

async function workOf(lane: string): Promise<LaneWork | null | undefined> {
  const { plan, mistakes } = await check({ yaml: yaml(lane), files });
  assert.deepEqual(mistakes, []);
  return plan?.streams[0]?.lanes[0]?.heavy;
}

describe('a lane whose mapping is heavy', () => {
  it('must be marked with workers: true', async () => {
    assert.equal(await workOf('map: ./map.ts'), null);
    assert.equal(await workOf('map: ./map.ts, workers: false'), null);
    const { mistakes } = await check({ yaml: yaml('map: ./map.ts, workers: two'), files });
    assert.match(mistakes[0]?.message ?? '', /true or false/);
  });

  it('passes its validation schemas to the workers', async () => {
    const work = await workOf('validate: { required: [no] }, workers: true');
    assert.deepEqual(work, {
      semantics: 'event',
      schema: { type: 'object', required: ['id'] },
      mapping: { kind: 'identity' },
      mappedSchema: { required: ['no'] },
    });
  });

  it('passes them the current text of its module and of the files that it imports', async () => {
    const work = await workOf('map: ./map.ts, workers: true');
    assert.ok(work?.mapping.kind === 'module');
    assert.deepEqual([...work.mapping.texts.values()], [files['map.ts'], files['words.ts']]);
  });

  it('passes them its field list with its lookup tables', async () => {
    const work = await workOf('map: ./fields.yaml, workers: true');
    const spec = { lookup: 'name', vat: { from: 'tax', lookup: { full: '19' } } };
    assert.deepEqual(work?.mapping, { kind: 'fields', spec });
  });
});
