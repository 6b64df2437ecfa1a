import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { MappingMeta, MappingSpec } from '../../src/pipeline/mapping/index.ts';
import {
  checkMapping,
  compileMapping,
  loadMappingModule,
  moduleMapping,
} from '../../src/pipeline/mapping/index.ts';
import { pathText } from '../../src/pipeline/spec/index.ts';

const meta: MappingMeta = {
  key: 'k',
  version: 1,
  operation: 'upsert',
  masterKey: 'm',
  externalId: null,
  stream: 's',
};
let dir = '';
before(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-mapping-'));
});
after(() => rm(dir, { recursive: true, force: true }));

async function write(name: string, content: string): Promise<string> {
  const file = path.join(dir, name);
  await writeFile(file, content);
  return file;
}

describe('a field list with mistakes', () => {
  const table: readonly (readonly [unknown, string, RegExp])[] = [
    ['title', '', /Write `target field: source path`/],
    [{}, '', /at least one field/],
    [{ a: 5 }, 'a', /constant/],
    [{ a: {} }, 'a', /Add one of from, constant/],
    [{ a: { form: 'x' } }, 'a.form', /Did you mean `from`/],
    [{ a: { from: 'x', constant: 1 } }, 'a.constant', /Keep one of them/],
    [{ a: { from: 'x..y' } }, 'a.from', /not a source path/],
    [{ a: 'x[' }, 'a.from', /not a source path/],
    [
      { a: 'x.y | decimal' },
      'a.from',
      /`{ from: x\.y, convert: decimal }`.*`\["x\.y \| decimal"\]`/,
    ],
    [{ a: { from: ['x', 'y|trim|upper'] } }, 'a.from', /`{ from: y, convert: \[trim, upper\] }`/],
    [{ a: 'x || y' }, 'a.from', /`{ from: \[x, y\] }`/],
    [{ a: 'x ?? y' }, 'a.from', /`{ from: \[x, y\] }`/],
    [{ a: '= x' }, 'a.from', /Write `x`/],
    [{ a: '{{ x.y }}' }, 'a.from', /Write `x\.y`/],
    [{ a: '${x} ${y}' }, 'a.from', /`{ template: '{x} {y}' }`/],
    [{ a: "'EUR'" }, 'a.from', /`{ constant: EUR }`/],
    [{ a: 'decimal(x)' }, 'a.from', /`{ from: x, convert: decimal }`/],
    [{ a: 'x * 1.19' }, 'a.from', /`{ from: x, convert: { multiply: 1\.19 } }`/],
    [{ a: 'x ? y : z' }, 'a.from', /`{ from: x, lookup: { … } }`/],
    [{ a: 'x?.y' }, 'a.from', /Write `x\.y`/],
    [{ a: '/x/y' }, 'a.from', /Write `x\.y`/],
    [{ a: 'x[*].y' }, 'a.from', /`{ from: x, each: { field: y } }`/],
    [{ a: '*' }, 'a.from', /Write `'\*': '\*'`/],
    [{ a: { template: '{{x}}' } }, 'a.template', /single braces/],
    [{ a: { template: '{x | trim} y' } }, 'a.template', /single braces/],
    [{ a: { from: 'x', convert: 'decimel' } }, 'a.convert', /Did you mean `decimal`/],
    [
      { a: { from: 'x', convert: ['trim', { decimal: 'german' }] } },
      'a.convert[1]',
      /comma \(1\.234,56\)/,
    ],
    [{ a: { from: 'x', convert: { trim: 1 } } }, 'a.convert', /takes no option/],
    [{ a: { from: 'x', convert: 'divide' } }, 'a.convert', /needs the divisor/],
    [{ a: { meta: 'masterkey' } }, 'a.meta', /Did you mean `masterKey`/],
    [{ a: { template: 'no path' } }, 'a.template', /braces/],
    [{ a: { from: 'x', lookup: './none.csv' } }, 'a.lookup', /cannot be read/],
    [{ a: { from: 'x', required: 'yes' } }, 'a.required', /true or false/],
    [{ a: { from: 'x', required: true, default: 1 } }, 'a.required', /never missing/],
    [{ a: 'x', 'a.b': 'y' }, '["a.b"]', /set twice/],
    [{ __proto__x: 'x', 'a..b': 'y' }, '["a..b"]', /not a target field/],
    [
      { a: { from: 'x', each: { b: { convert: 'trim' } } } },
      'a.each.b',
      /where the value comes from/,
    ],
    [{ '*': 'all' }, '*', /copies all/],
  ];
  for (const [spec, at, message] of table) {
    it(`is reported with place, message and remedy: ${JSON.stringify(spec)}`, () => {
      const { mapping, mistakes } = checkMapping(spec, { baseDir: dir });
      const [mistake] = mistakes;
      assert.equal(mapping, null);
      assert.ok(mistake);
      assert.equal(pathText(mistake.path), at);
      assert.match(`${mistake.message} ${mistake.remedy}`, message);
    });
  }

  it('is refused with all mistakes at once', () => {
    const spec = { a: { form: 'x' }, b: { from: 'x', convert: 'odd' } } as unknown as MappingSpec;
    assert.throws(() => compileMapping(spec, { baseDir: dir }), {
      code: 'CONFIG_INVALID',
      message: /The mapping has 2 mistakes: a\.form: .*; b\.convert: /,
    });
  });
});

describe('a lookup file', () => {
  it('can be CSV with comma or semicolon, JSON or YAML', async () => {
    await write('a.csv', '\ufeffclass,vat\nfull,19\n');
    await write('b.csv', 'class;vat;note\n"full";19;x\n');
    await write('c.json', '{"full": 19}');
    await write('d.yaml', 'full: 19');
    const results = ['a.csv', 'b.csv', 'c.json', 'd.yaml'].map((file) => {
      const spec: MappingSpec = { vat: { from: 'tax', lookup: `./${file}`, convert: 'integer' } };
      return compileMapping(spec, { baseDir: dir })({ tax: 'full' }, meta);
    });
    assert.deepEqual(results, Array(4).fill({ vat: 19 }));
  });
});

describe('a mapping module', () => {
  it('maps with its default export and may skip a record with null', async () => {
    const file = await write(
      'm.ts',
      'export default (d: {x: number}, m: {key: string}) => d.x > 1 ? {k: m.key, u: undefined} : null;',
    );
    const mapping = await loadMappingModule(file);
    assert.deepEqual(mapping({ x: 2 }, meta), { k: 'k' });
    assert.equal(mapping({ x: 1 }, meta), null);
  });

  it('is named when it is missing, broken or exports no function', async () => {
    const failures = [
      path.join(dir, 'none.ts'),
      await write('broken.mjs', 'export default ('),
      await write('object.mjs', 'export default {}'),
    ];
    for (const file of failures) {
      await assert.rejects(loadMappingModule(file), (failure: Error & { code: string }) => {
        return failure.code === 'CONFIG_INVALID' && failure.message.includes(path.basename(file));
      });
    }
  });

  const results: readonly (readonly [string, () => unknown, RegExp])[] = [
    ['a promise', async () => ({}), /must not be async/],
    ['a rejected promise', async () => Promise.reject(new Error('late')), /must not be async/],
    ['a list', () => [], /must return an object/],
    ['nothing', () => undefined, /must return an object/],
    ['a date inside', () => ({ a: { b: new Date() } }), /a\.b is a Date/],
    ['a big integer inside', () => ({ a: [1n] }), /a\[0\] is a bigint/],
    ['not a number', () => ({ a: Number.NaN }), /a is NaN/],
    ['an error', () => JSON.parse('{') as unknown, /JSON/],
  ];
  for (const [what, map, message] of results) {
    it(`fails the record when its result is ${what}`, () => {
      assert.throws(() => moduleMapping(map)({}, meta), { code: 'MAPPING_FAILED', message });
    });
  }

  it('may leave fields undefined; they are then absent, and the object it returned is not changed', () => {
    const own = Object.freeze({ a: 1, b: undefined, c: Object.freeze({ d: undefined }) });
    assert.deepEqual(moduleMapping(() => own)({}, meta), { a: 1, c: {} });
  });
});
