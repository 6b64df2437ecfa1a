import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/domain/index.ts';
import {
  MASK,
  harmless,
  maskFields,
  shortened,
  textsIn,
  withoutTexts,
} from '../../src/domain/index.ts';

const PERSONAL = ['email', 'address.street', '/contacts/phone', 'note'];

const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
/** A customer whose personal fields may hold anything. */
const customers = fc.record({
  no: fc.string(),
  email: scalar,
  address: fc.record({ street: scalar, city: fc.string() }),
  contacts: fc.array(fc.record({ phone: scalar, kind: fc.string() }), { maxLength: 3 }),
  note: fc.jsonValue({ maxDepth: 2 }),
}) as fc.Arbitrary<JsonObject>;

/** Does what mappings do: rename, join, convert, nest. */
function mapped(document: JsonObject): JsonObject {
  const { no, email, address, contacts, note } = document as Record<string, string>;
  const { street, city } = address as unknown as Record<string, string>;
  const phones = (contacts as unknown as readonly { phone: Json }[]).map(({ phone }) => phone);
  return {
    id: `${no}`,
    mail: `${email}`.toUpperCase(),
    label: `${street}, ${city}`,
    phones,
    nested: { note: note ?? null, first: phones[0] ?? null },
    city: city ?? null,
  };
}

/** Returns the same public fields with other personal ones. */
function withOther(document: JsonObject, other: JsonObject): JsonObject {
  const { street } = other.address as { street: Json };
  const phones = other.contacts as readonly { phone: Json }[];
  const contacts = (document.contacts as readonly JsonObject[]).map((contact, index) => ({
    ...contact,
    phone: phones[index]?.phone ?? 'none',
  }));
  const address = { ...(document.address as JsonObject), street };
  return { ...document, email: other.email ?? '', note: other.note ?? '', address, contacts };
}

test('nothing made from a personal field is shown, however a mapping makes it', () => {
  fc.assert(
    fc.property(customers, (document) => {
      const shown = harmless(mapped(document), mapped(maskFields(document, PERSONAL)));
      assert.equal(shown.id, document.no);
      assert.equal(shown.city, (document.address as JsonObject).city);
      // What is still shown is also in the mapping of the masked document.
      const masked = leaves(mapped(maskFields(document, PERSONAL)));
      for (const leaf of leaves(shown)) assert.ok(leaf === MASK || masked.includes(leaf));
    }),
  );
});

test('two customers that differ only in texts of personal fields look the same', () => {
  const secret = fc.string({ minLength: 4 }).filter((text) => text !== MASK);
  const two = fc.tuple(customers, secret, secret).map(([document, one, other]) => {
    const texts = (text: string) => ({
      ...document,
      ...{ email: text, note: text, contacts: [{ phone: text, kind: 'x' }] },
      address: { street: text, city: 'Köln' },
    });
    return [withOther(texts(one), texts(one)), withOther(texts(other), texts(other))] as const;
  });
  const show = (document: JsonObject) => [
    harmless(document, maskFields(document, PERSONAL)),
    harmless(mapped(document), mapped(maskFields(document, PERSONAL))),
  ];
  fc.assert(fc.property(two, ([one, other]) => assert.deepEqual(show(one), show(other))));
});

test('if a mapping fails on a masked document, only the names of fields are shown', () => {
  const shown = harmless({ a: 1, b: { c: 'x' }, d: [1] }, null);
  assert.deepEqual(shown, { a: MASK, b: { c: MASK }, d: MASK });
});

test('answers are shown without texts that they repeat from personal fields, the longest removed first', () => {
  const document = { email: 'ann@example.org', address: { street: 'ann' } };
  const texts = textsIn(document, PERSONAL);
  assert.equal(withoutTexts('Ann@Example.org of ANN is taken', texts), '*** of *** is taken');
  assert.equal(withoutTexts('a.c and abc (x)', ['a.c', '(x)']), '*** and abc ***');
});

test('a personal text is found in a message as JSON spells it, and where the message was cut within it', () => {
  const street = 'Am "Alten Markt" 7,\nHinterhaus links, zweiter Aufgang';
  const message = `is ${JSON.stringify(shortened(street, 40))}, not a number: ${JSON.stringify(street)}`;
  assert.equal(withoutTexts(message, [street]), 'is "***…", not a number: "***"');
  const unit = fc.constantFrom('a', 'ß', '"', '\n', '😀', '(', '7');
  fc.assert(
    fc.property(fc.string({ unit, minLength: 8 }), fc.nat(40), (text, room) => {
      const shown = withoutTexts(shortened(`It says: ${text}`, 'It says: '.length + room), [text]);
      const begun = shown.slice('It says: '.length).replace(/…$/, '');
      assert.ok(begun === MASK || begun.length < 3, shown);
    }),
  );
});

test('a personal text is found in a message as addresses spell it', () => {
  const text = "Jörg + Ann O'Hara <a@b.example>";
  const form = String(new URLSearchParams({ mail: text })).slice('mail='.length);
  for (const spelled of [encodeURIComponent(text), encodeURI(text), form]) {
    for (const repeated of [spelled, spelled.toLowerCase()]) {
      const shown = withoutTexts(`GET /customers?mail=${repeated} failed`, [text]);
      assert.equal(shown, 'GET /customers?mail=*** failed');
    }
  }
});

test('a personal text of any length is removed', () => {
  const picture = 'iVBORw0KGgo'.repeat(20_000);
  assert.equal(withoutTexts(`refused: ${picture} by Ann`, [picture, 'ann']), 'refused: *** by ***');
});

function leaves(value: Json | undefined): Json[] {
  if (value === undefined) return [];
  if (value === null || typeof value !== 'object') return [value];
  return Object.values(value).flatMap(leaves);
}
