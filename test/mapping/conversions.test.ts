import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Json } from '../../src/domain/index.ts';
import type { FieldRule, MappingMeta } from '../../src/pipeline/mapping/index.ts';
import { compileMapping, conversions } from '../../src/pipeline/mapping/index.ts';

const meta: MappingMeta = {
  key: 'k',
  version: 1,
  operation: 'upsert',
  masterKey: 'm',
  externalId: null,
  stream: 's',
};

function convert(how: NonNullable<FieldRule['convert']>, value: Json): Json | undefined {
  const mapping = compileMapping({ out: { from: 'in', convert: how } }, { baseDir: '.' });
  return mapping({ in: value }, meta)?.out;
}

const REFUSED = Symbol('refused');
const comma = { decimal: 'comma' };
const german = { date: 'D.M.YYYY' };

const table: readonly (readonly [
  NonNullable<FieldRule['convert']>,
  Json,
  Json | undefined | typeof REFUSED,
])[] = [
  ['text', 12.5, '12.5'],
  ['text', { a: 1 }, REFUSED],
  ['trim', ' a ', 'a'],
  ['upper', 'straße', 'STRASSE'],
  ['lower', 'ÄB', 'äb'],
  ['nonEmpty', '  ', undefined],
  ['nonEmpty', 'a', 'a'],
  [{ truncate: 2 }, 'a😀b', 'a😀'],
  ['decimal', ' 1234.50 ', 1234.5],
  ['decimal', '1,5', REFUSED],
  ['decimal', '0x10', REFUSED],
  ['decimal', '', undefined],
  ['decimal', '1e400', REFUSED],
  [comma, '1.234,56', 1234.56],
  [comma, '-1234,5', -1234.5],
  [comma, '12.34', REFUSED],
  [comma, 7, 7],
  [{ decimal: 'point' }, '1,234.56', 1234.56],
  ['integer', '42', 42],
  ['integer', '4.5', REFUSED],
  ['integer', '9007199254740993', REFUSED],
  [{ integer: 'comma' }, '1.000', 1000],
  [{ round: 2 }, 1.005, 1.01],
  [{ round: 2 }, -1.005, -1.01],
  ['round', 2.5, 3],
  [{ round: 2 }, 1e-9, 0],
  [{ divide: 100 }, 1999, 19.99],
  [{ multiply: 100 }, 19.99, 1999],
  ['boolean', 'Ja', true],
  ['boolean', 0, false],
  ['boolean', 'maybe', REFUSED],
  ['date', '2026-02-28', '2026-02-28'],
  ['date', '2026-02-31', REFUSED],
  ['date', '2026-01-31T13:00:00Z', '2026-01-31'],
  [german, '1.2.2026', '2026-02-01'],
  [german, '2026-02-01', REFUSED],
  [german, '', undefined],
  ['timestamp', '2026-01-31 13:45', '2026-01-31T13:45:00.000Z'],
  ['timestamp', '2026-01-31T13:45:00+02:00', '2026-01-31T11:45:00.000Z'],
  ['timestamp', '2026-01-31T13:45:00.123456Z', '2026-01-31T13:45:00.123456Z'],
  [{ timestamp: 'DD.MM.YYYY HH:mm' }, '31.01.2026 13:45', '2026-01-31T13:45:00.000Z'],
  [{ timestamp: 'seconds' }, 1769867100, '2026-01-31T13:45:00.000Z'],
  ['timestamp', 'soon', REFUSED],
  ['json', '{"a":[1]}', { a: [1] }],
  ['json', '{a}', REFUSED],
  ['jsonText', [1, { a: 2 }], '[1,{"a":2}]'],
  ['split', 'a, b,,c', ['a', 'b', 'c']],
  [{ split: '|' }, 'a|b', ['a', 'b']],
  [{ join: '-' }, ['a', null, 2], 'a-2'],
  ['first', [3, 4], 3],
  ['first', [], undefined],
];

describe('conversions', () => {
  for (const [how, value, expected] of table) {
    const words = `${JSON.stringify(how)} of ${JSON.stringify(value)}`;
    it(`${words} ${expected === REFUSED ? 'is refused' : `is ${JSON.stringify(expected) ?? 'absent'}`}`, () => {
      if (expected === REFUSED)
        assert.throws(() => convert(how, value), { code: 'MAPPING_FAILED' });
      else assert.deepEqual(convert(how, value), expected);
    });
  }

  it('that are refused name the option that would read the value, if there is one', () => {
    const refusals: readonly (readonly [
      how: Parameters<typeof convert>[0],
      value: string,
      message: RegExp,
    ])[] = [
      ['decimal', '1.234,50', /write it like 1234\.56, or convert it by { decimal: comma } if it/],
      ['integer', '1,234,567', /by { integer: point } if it is one like 1,234\.56$/],
      ['decimal', 'twelve', /write it like 1234\.56$/],
      ['date', '31.01.2026', /or name its pattern, such as { date: DD\.MM\.YYYY }$/],
      [{ date: 'DD.MM.YYYY' }, '2026-01-31', /write it like DD\.MM\.YYYY$/],
    ];
    for (const [how, value, message] of refusals)
      assert.throws(() => convert(how, value), { message });
  });

  it('are all covered by the table above', () => {
    const tried = table.map(([how]) => (typeof how === 'string' ? how : Object.keys(how)[0]));
    assert.deepEqual(
      [...conversions.keys()].filter((name) => !tried.includes(name)),
      [],
    );
  });

  it('read back every number as JavaScript and German software write it', () => {
    const numbers = fc.integer({ min: -1e12, max: 1e12 }).map((cents) => cents / 100);
    fc.assert(
      fc.property(numbers, (number) => {
        const written = number.toLocaleString('de-DE', { minimumFractionDigits: 2 });
        assert.equal(convert(comma, written), number);
        assert.equal(convert('decimal', String(number)), number);
      }),
    );
  });

  it('read back every date that a pattern writes', () => {
    const dates = fc.date({
      min: new Date('1900-01-01'),
      max: new Date('2199-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, day] = iso.split('-');
        assert.equal(convert({ date: 'DD/MM/YYYY' }, `${day}/${month}/${year}`), iso);
      }),
    );
  });
});
