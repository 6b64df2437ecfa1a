import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Failure } from '../../src/domain/index.ts';
import type { Json, JsonObject } from '../../src/domain/index.ts';
import type { FieldSpec, MappingMeta, MappingSpec } from '../../src/pipeline/mapping/index.ts';
import { compileMapping, identity } from '../../src/pipeline/mapping/index.ts';

const meta: MappingMeta = {
  key: 'A-1',
  version: 7,
  operation: 'upsert',
  masterKey: 'm-1',
  externalId: null,
  stream: 'products',
};

function map(
  spec: MappingSpec,
  document: JsonObject,
  given: Partial<MappingMeta> = {},
): JsonObject | null {
  return compileMapping(spec, { baseDir: import.meta.dirname })(document, { ...meta, ...given });
}

/** Maps one field. @returns its value, `undefined` when it is absent */
function field(rule: FieldSpec, document: JsonObject): Json | undefined {
  return map({ out: rule }, document)?.out;
}

function failureOf(run: () => unknown): Failure {
  try {
    run();
  } catch (thrown) {
    assert.ok(thrown instanceof Failure, String(thrown));
    return thrown;
  }
  throw new Error('nothing was thrown');
}

describe('a field list', () => {
  it('renames, fills constants, converts, looks up and nests as the README shows', () => {
    const spec: MappingSpec = {
      name: 'title',
      currency: { constant: 'EUR' },
      price: { from: 'price', convert: { decimal: 'comma' }, default: 0 },
      vat: { from: 'taxClass', lookup: { full: 19, reduced: 7 }, default: 19 },
      'size.width': { from: 'width' },
      'size.height': { from: 'dims.h' },
      image: 'images[0].url',
      tags: { from: 'tags', each: { label: '.', of: '$.title' } },
      id: { meta: 'masterKey' },
    };
    const document = {
      title: 'Lamp',
      price: '1.234,56',
      taxClass: 'reduced',
      width: 3,
      dims: { h: 4 },
      images: [{ url: 'a.png' }],
      tags: ['new', 'red'],
    };
    assert.deepEqual(map(spec, document), {
      name: 'Lamp',
      currency: 'EUR',
      price: 1234.56,
      vat: 7,
      size: { width: 3, height: 4 },
      image: 'a.png',
      tags: [
        { label: 'new', of: 'Lamp' },
        { label: 'red', of: 'Lamp' },
      ],
      id: 'm-1',
    });
  });

  it('leaves absent fields absent, including branches and objects', () => {
    const spec = {
      a: 'x',
      'b.c': 'y',
      d: { fields: { e: 'z' } },
      f: { from: 'q', convert: 'decimal' },
    };
    assert.deepEqual(map(spec, {}), {});
  });

  it('keeps null, which the steps do not change', () => {
    assert.equal(
      field({ from: 'x', convert: ['trim', 'decimal'], lookup: { a: 1 } }, { x: null }),
      null,
    );
  });

  it('uses the default for absent, null and unknown values', () => {
    const rule = { from: 'x', lookup: { full: 19 }, default: 7 };
    assert.deepEqual(
      [{}, { x: null }, { x: 'odd' }, { x: 'full' }].map((d) => field(rule, d)),
      [7, 7, 7, 19],
    );
  });

  it('takes the first source path that has a value', () => {
    assert.equal(field({ from: ['a', 'b'] }, { a: null, b: 2 }), 2);
    assert.equal(field({ from: ['a', 'b'] }, { a: null }), null);
    assert.equal(field({ from: ['a', 'b'] }, {}), undefined);
  });

  it('runs its steps in the order in which they are written', () => {
    const before = { from: 'x', convert: 'upper', lookup: { A: '19' } };
    const after = { from: 'x', lookup: { a: '19' }, convert: 'integer' };
    assert.equal(field(before, { x: 'a' }), '19');
    assert.equal(field(after, { x: 'a' }), 19);
  });

  it('converts and looks up lists item by item', () => {
    assert.deepEqual(
      field({ from: 'x', convert: ['split', 'decimal'] }, { x: '1, 2.5,' }),
      [1, 2.5],
    );
    assert.deepEqual(field({ from: 'x', lookup: { a: 1, b: 2 } }, { x: ['b', 'a'] }), [2, 1]);
  });

  it('builds text from several fields', () => {
    const rule = { template: '{brand} {name}' };
    assert.equal(field(rule, { brand: 'Ro', name: 'Lamp' }), 'Ro Lamp');
    assert.equal(field(rule, { name: 'Lamp' }), 'Lamp');
    assert.equal(field(rule, {}), undefined);
  });

  it('copies all fields with *, then replaces and omits some', () => {
    const spec = { '*': '*', price: { constant: 1 }, secret: { omit: true } };
    assert.deepEqual(map(spec, { name: 'Lamp', price: 9, secret: 'x' }), {
      name: 'Lamp',
      price: 1,
    });
  });

  it('reads names as exports have them, and any name in brackets', () => {
    const plain = [
      'Preis (netto)',
      'Preis/Einheit',
      'Name, Vorname',
      'A + B',
      'Aktiv?',
      '$id',
      '@id',
    ];
    for (const name of plain) assert.equal(field(name, { [name]: 7 }), 7, name);
    for (const name of ['a | trim', "'EUR'", '{a}', 'a?.b', '*']) {
      assert.equal(field(`["${name}"]`, { [name]: 7 }), 7, name);
    }
  });

  it('reads names with dots, last items, and only own properties', () => {
    assert.equal(field('["unit.price"]', { 'unit.price': 4 }), 4);
    assert.equal(field('Preis (EUR)', { 'Preis (EUR)': 4 }), 4);
    assert.equal(field('list[-1]', { list: [1, 2, 3] }), 3);
    assert.equal(field('constructor', {}), undefined);
    assert.equal(field('__proto__.x', {}), undefined);
  });

  it('does not require required fields of a deletion', () => {
    const spec = { name: { from: 'title', required: true } };
    assert.deepEqual(map(spec, {}, { operation: 'delete' }), {});
    const failure = failureOf(() => map(spec, {}));
    assert.equal(failure.message, 'name: it is required, but the source has no value (title)');
  });

  it('names field, value and conversion when a value cannot be mapped', () => {
    const spec = {
      lines: { from: 'lines', each: { 'price.net': { from: 'p', convert: 'decimal' } } },
    };
    const failure = failureOf(() => map(spec, { lines: [{ p: '1' }, { p: '12,50' }] }));
    assert.equal(failure.code, 'MAPPING_FAILED');
    assert.equal(
      failure.message,
      'lines[1].price.net: "12,50" cannot be converted by decimal: write it like 1234.56, or convert it by { decimal: comma } if it is one like 1.234,56',
    );
    assert.deepEqual(failure.details, {
      field: 'lines[1].price.net',
      value: '12,50',
      conversion: 'decimal',
    });
  });

  it('fails for a value that is not in the lookup table, unless there is a default', () => {
    const failure = failureOf(() => field({ from: 'x', lookup: { a: 1 } }, { x: 'b' }));
    assert.equal(failure.message, 'out: "b" is not in the lookup table');
  });
});

describe('mapping laws', () => {
  const names = fc.constantFrom('a', 'b', 'c', 'd');
  const documents = fc.dictionary(names, fc.jsonValue(), {
    noNullPrototype: true,
  }) as fc.Arbitrary<JsonObject>;
  const renames = fc.uniqueArray(fc.tuple(names, names), {
    selector: ([target]) => target,
    minLength: 1,
  });

  it('renaming keeps every value and adds none', () => {
    fc.assert(
      fc.property(documents, renames, (document, pairs) => {
        const mapped = map(Object.fromEntries(pairs), document);
        const expected = pairs.filter(([, from]) => Object.hasOwn(document, from));
        assert.deepEqual(
          mapped,
          Object.fromEntries(expected.map(([to, from]) => [to, document[from]])),
        );
      }),
    );
  });

  it('copying all fields and the absent mapping change nothing', () => {
    fc.assert(
      fc.property(documents, (document) => {
        assert.deepEqual(map({ '*': '*' }, document), document);
        assert.equal(identity(document, meta), document);
      }),
    );
  });

  it('a source document is not changed, and no field is ever undefined', () => {
    const spec: MappingSpec = {
      '*': '*',
      a: { from: ['b', 'c'], convert: 'jsonText', default: 1 },
      'e.f': 'a',
      c: { omit: true },
    };
    fc.assert(
      fc.property(documents, (document) => {
        const before = JSON.stringify(document);
        const mapped = map(spec, document);
        assert.equal(JSON.stringify(document), before);
        assert.deepEqual(
          JSON.parse(JSON.stringify(mapped)),
          JSON.parse(JSON.stringify({ ...mapped })),
        );
        assert.ok(Object.values(mapped ?? {}).every((value) => value !== undefined));
      }),
    );
  });

  it('a mapping of any document returns a document or fails with MAPPING_FAILED', () => {
    const spec: MappingSpec = {
      a: { from: 'a', convert: ['trim', 'decimal', { round: 2 }] },
      b: { from: 'b', each: { x: { from: 'c', convert: 'date' } } },
      c: { from: 'c', fields: { y: { from: 'a', convert: 'boolean' } } },
      d: { template: '{d} {a.b}' },
    };
    const mapping = compileMapping(spec, { baseDir: '.' });
    fc.assert(
      fc.property(documents, (document) => {
        try {
          assert.equal(typeof mapping(document, meta), 'object');
        } catch (thrown) {
          assert.ok(thrown instanceof Failure && thrown.code === 'MAPPING_FAILED', String(thrown));
        }
      }),
    );
  });
});
