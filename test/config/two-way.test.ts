import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { suite, test } from 'node:test';
import { checkConfig } from '../../src/runtime/config/index.ts';

interface Sides {
  readonly there?: string;
  readonly back?: string;
  readonly mapThere?: string;
  readonly mapBack?: string;
  readonly stream?: string;
  readonly erp?: string;
  readonly more?: string;
  readonly entity?: string;
}

const third = `
  c:
    from: { connector: shop, entity: partner, key: no, version: at }
    to: [{ connector: erp, entity: customer, twoWay: { flow: customers } }]
`;
const ownedByHalf: Sides = {
  there: ', conflict: owner-wins, owns: [id]',
  back: ', conflict: owner-wins',
};

/** A value that the ERP holds in a list, as a PIM does. */
const inList = (there: string): Sides => ({
  there,
  mapThere: "{ id: no, email: mail, 'values.color': color }",
  mapBack: "{ no: id, mail: email, color: 'values.color[0].data' }",
});

const config = ({
  there = '',
  back = '',
  mapThere,
  mapBack,
  stream = '',
  erp,
  more = '',
  entity,
}: Sides) => `
connectors:
  shop: { kind: postgres, url: "postgres://u@localhost/shop" }
  erp: ${erp ?? '{ kind: postgres, url: "postgres://u@localhost/erp" }'}
streams:
  a:
    from: { connector: shop, entity: customer, key: no, version: at }
    ${stream}
    to:
      - connector: erp
        entity: ${entity ?? 'customer'}
        map: ${mapThere ?? '{ id: no, email: mail }'}
        twoWay: { flow: customers${there} }
  b:
    from: { connector: erp, entity: customer, key: id, version: at }
    to:
      - connector: shop
        entity: customer
        map: ${mapBack ?? '{ no: id, mail: email }'}
        twoWay: { flow: customers${back} }
${more}`;

async function check(sides: Sides) {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-two-way-'));
  try {
    const file = path.join(dir, 'stellwerk.yaml');
    await writeFile(file, config(sides));
    return await checkConfig(file, {});
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

suite('a two-way flow', () => {
  test('shares the fields that are copied there and back, by both lanes alike', async () => {
    const { plan, mistakes } = await check({});
    assert.deepEqual(mistakes, []);
    const [there, back] = plan?.streams.flatMap(({ lanes }) => lanes) ?? [];
    assert.equal(there?.twoWay?.side, 'a');
    assert.equal(back?.twoWay?.side, 'b');
    assert.deepEqual(
      there?.twoWay?.shared.map(({ names }) => names),
      [
        { a: 'no', b: 'id' },
        { a: 'mail', b: 'email' },
      ],
    );
    assert.deepEqual(back?.twoWay?.shared, there?.twoWay?.shared);
  });

  test('may make fields both ways by rules if it lists those that are merged', async () => {
    const { mistakes } = await check(inList(', fields: { email: mail, id: no }'));
    assert.deepEqual(mistakes, []);
  });

  test('may make a field from one side by a rule, and keys both ways', async () => {
    const { mistakes } = await check({
      mapThere: "{ id: { template: 'K{no}' }, email: mail, 'values.color': color }",
      mapBack: '{ no: { from: id, convert: [{ split: K }, join] }, mail: email, text: values }',
    });
    assert.deepEqual(mistakes, []);
  });

  for (const [what, sides, reason] of [
    ['a third lane in it', { more: third }, /3 lanes belong to the flow/],
    ['a lane to another entity', { entity: 'partner' }, /the opposite stream reads erp\/customer/],
    ['events', { stream: 'semantics: event' }, /Events only go one way/],
    ['different rules', { there: ', conflict: owner-wins, owns: [id, email]' }, /different rules/],
    ['a field that nobody owns', ownedByHalf, /Neither side owns `email`/],
    ['a field that is made both ways by rules', inList(''), /`values` and `color` are made from/],
    ['no field in common', { mapThere: '{ id: { from: no } }' }, /nothing flows both ways/],
    [
      'a target that cannot be asked for its content',
      { erp: '{ kind: http, url: "https://erp.example" }' },
      /overwritten unnoticed/,
    ],
  ] as const) {
    test(`with ${what} is a mistake`, async () => {
      const { mistakes } = await check(sides);
      assert.match(mistakes.map(({ message }) => message).join('\n'), reason);
    });
  }
});
