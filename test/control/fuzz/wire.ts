/** Protobuf's encoding by hand, so that a message can also be invalid. */
export const WIRE = {
  varint: 0,
  fixed64: 1,
  bytes: 2,
  groupStart: 3,
  groupEnd: 4,
  fixed32: 5,
} as const;

/** Encodes 64 bits in two's complement, as protobuf writes any integer. */
export function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  for (let rest = BigInt.asUintN(64, value); ; rest >>= 7n) {
    if (rest < 0x80n) {
      bytes.push(Number(rest));
      return Buffer.from(bytes);
    }
    bytes.push(Number(rest & 0x7fn) | 0x80);
  }
}

export function field(number: number, wire: number, payload: Buffer): Buffer {
  return Buffer.concat([varint(BigInt(number * 8 + wire)), payload]);
}

export function sized(payload: Buffer): Buffer {
  return Buffer.concat([varint(BigInt(payload.length)), payload]);
}

export function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

/** Frames a message as gRPC does, by default uncompressed, with its length before it. @param length the length it claims */
export function framed(message: Buffer, length = message.length, compressed = 0): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(compressed, 0);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
}
