import { once } from 'node:events';
import type { ClientHttp2Session } from 'node:http2';
import { connect as connectHttp2, constants } from 'node:http2';
import { connect } from 'node:net';
import fc from 'fast-check';
import { framed } from './wire.ts';

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
const EMPTY_SETTINGS = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);
/** A call whose message stays incomplete is never answered, so its caller ends it after this time. */
const LIMIT_MS = 300;

/** An HTTP/2 frame whose header may claim anything. */
const frame = fc
  .tuple(
    fc.oneof(fc.nat({ max: 64 }), fc.constantFrom(0, 16_384, 16_777_215)),
    fc.nat({ max: 12 }),
    fc.nat({ max: 255 }),
    fc.oneof(fc.constantFrom(0, 1, 3, 2_147_483_647), fc.nat()),
    fc.uint8Array({ maxLength: 64 }),
  )
  .map(([length, type, flags, stream, body]) => {
    const head = Buffer.alloc(9);
    head.writeUIntBE(length, 0, 3);
    head.writeUInt8(type, 3);
    head.writeUInt8(flags, 4);
    head.writeUInt32BE(stream, 5);
    return Buffer.concat([head, body]);
  });

/** Bytes of a peer that does not speak gRPC, or stops in the middle of it. */
export const garbage: fc.Arbitrary<Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')),
  fc.nat({ max: PREFACE.length }).map((length) => PREFACE.subarray(0, length)),
  fc.array(frame, { maxLength: 8 }).map((all) => Buffer.concat([PREFACE, EMPTY_SETTINGS, ...all])),
);

/** Writes to the port and leaves, politely or at once. The server may do with the connection what it likes. */
export async function throwAt(port: number, bytes: Buffer, politely: boolean): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(bytes);
  if (politely) {
    socket.end();
    socket.resume();
    const limit = setTimeout(() => socket.destroy(), 50);
    await once(socket, 'close');
    clearTimeout(limit);
  } else socket.destroy();
}

/** Calls that break gRPC's own framing, by name. */
export const brokenCalls: Readonly<Record<string, { body: Buffer; headers?: object }>> = {
  'a length beyond the message': { body: framed(Buffer.from('ab'), 100) },
  'a length of 4 GB': { body: framed(Buffer.from('ab'), 0xffff_ffff) },
  'a message beyond 2 MiB': { body: framed(Buffer.alloc(3 * 1024 * 1024, 'x')) },
  'half a head': { body: Buffer.from([0, 0]) },
  'no message': { body: Buffer.alloc(0) },
  'two messages': { body: Buffer.concat([framed(Buffer.alloc(0)), framed(Buffer.alloc(0))]) },
  'compression that is none': { body: framed(Buffer.from('ab'), 2, 1) },
  'gzip that is none': {
    body: framed(Buffer.from('ab'), 2, 1),
    headers: { 'grpc-encoding': 'gzip' },
  },
  'an odd encoding': { body: framed(Buffer.from('ab'), 2, 1), headers: { 'grpc-encoding': 'odd' } },
  'a deadline that is none': { body: framed(Buffer.alloc(0)), headers: { 'grpc-timeout': 'soon' } },
  'a deadline of no time': { body: framed(Buffer.alloc(0)), headers: { 'grpc-timeout': '0n' } },
  'another content type': {
    body: framed(Buffer.alloc(0)),
    headers: { 'content-type': 'text/html' },
  },
  'a get': { body: Buffer.alloc(0), headers: { ':method': 'GET' } },
  'odd binary metadata': { body: framed(Buffer.alloc(0)), headers: { 'odd-bin': '%%%' } },
};

/** Makes a broken call over HTTP/2. Resolves when it has been answered or reset. */
export async function callBroken(
  session: ClientHttp2Session,
  path: string,
  { body, headers = {} }: { readonly body: Buffer; readonly headers?: object },
): Promise<void> {
  const usual = {
    ':method': 'POST',
    ':path': path,
    'content-type': 'application/grpc',
    te: 'trailers',
  };
  const call = session.request({ ...usual, ...headers }, { endStream: false });
  call.on('error', () => undefined);
  call.resume();
  call.end(body);
  const limit = setTimeout(() => call.close(constants.NGHTTP2_CANCEL), LIMIT_MS);
  await new Promise<void>((resolve) => call.once('close', resolve));
  clearTimeout(limit);
}

/** When a caller drops its call: at once, when it has been written, or when it is answered. */
export const dropping = ['at once', 'when written', 'when answered'] as const;

/** Begins a call and drops it. Resolves when it is closed. */
export async function dropCall(
  session: ClientHttp2Session,
  path: string,
  when: (typeof dropping)[number],
): Promise<void> {
  const call = session.request({
    ...{ ':method': 'POST', ':path': path, te: 'trailers' },
    'content-type': 'application/grpc',
  });
  call.on('error', () => undefined);
  call.resume();
  const drop = () => call.close(constants.NGHTTP2_CANCEL);
  if (when === 'at once') {
    call.end(framed(Buffer.alloc(0)));
    drop();
  } else {
    call.end(framed(Buffer.alloc(0)), when === 'when written' ? drop : undefined);
    call.once('data', drop);
  }
  await new Promise<void>((resolve) => call.once('close', resolve));
}

export function openSession(address: string): ClientHttp2Session {
  const session = connectHttp2(`http://${address}`);
  session.on('error', () => undefined);
  return session;
}
