import type { PackageDefinition } from '@grpc/proto-loader';
import fc from 'fast-check';
import { double, field, sized, varint, WIRE } from './wire.ts';

/** The part of google.protobuf.DescriptorProto that is used, as proto-loader gives it. */
interface FieldType {
  readonly number: number;
  readonly label: string;
  readonly type: string;
  readonly typeName: string;
}
export interface MessageType {
  readonly name: string;
  readonly field: readonly FieldType[];
}

const MAX_DEPTH = 4;
/** Names and ids that the hubs of the tests know, so that calls also pass the first check. */
const KNOWN = [
  'products',
  'stock',
  'shop',
  'pim',
  'products/shop',
  'TARGET_REFUSED',
  'A1',
  '1',
  '17',
];
const ODD = [
  '',
  '\0',
  'a\0b',
  '../../etc/passwd',
  `' or 1=1; --`,
  '${HOME}',
  '\u202egnp.exe',
  '👩‍👩‍👧',
  '\ufeff',
  '1e400',
  'NaN',
];
const EDGES = [0n, 1n, -1n, 2n ** 31n - 1n, -(2n ** 31n), 2n ** 53n, 2n ** 63n - 1n, -(2n ** 63n)];

/** Generates requests as bytes, from the proto files and beyond them: see each kind of value. */
export class Messages {
  readonly #types = new Map<string, MessageType>();

  constructor(definition: PackageDefinition) {
    for (const [name, entry] of Object.entries(definition)) {
      const { type } = entry as { type?: MessageType };
      if (type && 'field' in type) this.#types.set(name.split('.').at(-1) ?? '', type);
    }
  }

  /** Mostly well-formed, sometimes cut or garbage. */
  bytesOf(type: MessageType): fc.Arbitrary<Buffer> {
    const whole = this.#message(type, 0);
    const cut = fc
      .tuple(whole, fc.nat())
      .map(([bytes, at]) => bytes.subarray(0, bytes.length === 0 ? 0 : at % bytes.length));
    const garbage = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
    return fc.oneof(
      { weight: 8, arbitrary: whole },
      { weight: 1, arbitrary: cut },
      { weight: 1, arbitrary: garbage },
    );
  }

  #message(type: MessageType, depth: number): fc.Arbitrary<Buffer> {
    const known = type.field.map((one) => this.#field(one, depth));
    const parts = [...known, known.length > 0 ? fc.oneof(...known) : unknown, unknown];
    return fc
      .tuple(...parts)
      .chain((found) => fc.shuffledSubarray(found, { minLength: 0 }))
      .map((found) => Buffer.concat(found));
  }

  /** Absent, present once, or repeated, where the last value counts. */
  #field(one: FieldType, depth: number): fc.Arbitrary<Buffer> {
    const value = this.#value(one, depth).map(([wire, payload]) =>
      field(one.number, wire, payload),
    );
    const maxLength = one.label === 'LABEL_REPEATED' ? 5 : 2;
    return fc.oneof(
      { weight: 3, arbitrary: value },
      { weight: 1, arbitrary: fc.array(value, { maxLength }).map((all) => Buffer.concat(all)) },
      { weight: 1, arbitrary: fc.constant(Buffer.alloc(0)) },
      // A value of another kind under this field's number.
      {
        weight: 1,
        arbitrary: anyPayload.map(([wire, payload]) => field(one.number, wire, payload)),
      },
    );
  }

  #value({ type, typeName }: FieldType, depth: number): fc.Arbitrary<Payload> {
    if (type === 'TYPE_STRING') return text;
    if (type === 'TYPE_DOUBLE') return anyDouble;
    if (type !== 'TYPE_MESSAGE') return anyNumber;
    const nested = this.#types.get(typeName.split('.').at(-1) ?? '');
    if (!nested || depth >= MAX_DEPTH) return fc.constant([WIRE.bytes, sized(Buffer.alloc(0))]);
    return this.#message(nested, depth + 1).map((bytes) => [WIRE.bytes, sized(bytes)]);
  }
}

type Payload = readonly [wire: number, payload: Buffer];

const text: fc.Arbitrary<Payload> = fc
  .oneof(
    { weight: 4, arbitrary: fc.constantFrom(...KNOWN) },
    { weight: 2, arbitrary: fc.constantFrom(...ODD) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
    { weight: 1, arbitrary: fc.constantFrom(5_000, 200_000).map((length) => 'x'.repeat(length)) },
  )
  .map((value) => Buffer.from(value))
  // Bytes that are not UTF-8.
  .chain((bytes) =>
    fc.constantFrom(bytes, bytes, bytes, Buffer.concat([bytes, Buffer.from([0xff, 0xc0])])),
  )
  .map((bytes) => [WIRE.bytes, sized(bytes)]);

const anyNumber: fc.Arbitrary<Payload> = fc
  .oneof(
    fc.constantFrom(...EDGES),
    fc.bigInt({ min: 0n, max: 12n }),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  )
  .map((value) => [WIRE.varint, varint(value)]);

const anyDouble: fc.Arbitrary<Payload> = fc.double().map((value) => [WIRE.fixed64, double(value)]);

const anyPayload: fc.Arbitrary<Payload> = fc.oneof(
  text,
  anyNumber,
  anyDouble,
  fc.constantFrom<Payload>(
    [WIRE.fixed32, Buffer.alloc(4)],
    [WIRE.groupStart, Buffer.alloc(0)],
    [WIRE.groupEnd, Buffer.alloc(0)],
    [7, Buffer.alloc(1)],
    [WIRE.bytes, varint(2n ** 40n)],
  ),
);

/** A field that no message has, as from a newer client. */
const unknown = fc
  .tuple(fc.constantFrom(15, 99, 19_000, 536_870_911), anyPayload)
  .map(([number, [wire, payload]]) => field(number, wire, payload));
