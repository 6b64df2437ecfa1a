import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { seeded } from '../../ops/demo/random.ts';

/**
 * A target in a process of its own: an HTTP API that recognises idempotency keys, logs every write (marked where it was a
 * repetition and took no effect), and misbehaves on command. `argv`: log file, seed. Commands come as messages: one of `Mood`.
 */
export type Mood = 'well' | 'errors' | 'throttled' | 'away' | 'timeouts' | 'drops';

const [logFile = '', seed = '0'] = process.argv.slice(2);
const random = seeded(Number(seed));
/** Idempotency keys seen so far; in memory only, since this process is stopped but never restarted. */
const seen = new Set<string>();
let mood: Mood = 'well';

process.on('message', (message) => {
  mood = message as Mood;
});
const server = createServer((request, response) => void handle(request, response));
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const answer = (status: number, headers = {}) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{}');
  if (request.method === 'HEAD' || request.method === 'GET')
    return void answer(mood === 'away' ? 503 : 200);
  if (mood === 'away') return void answer(503);
  if (mood === 'timeouts') return; // Never answers; the hub gives up by itself.
  if (mood === 'throttled' && random() < 0.5) return void answer(429, { 'retry-after': '1' });
  // Even a healthy system fails a few requests for no reason, so that some records always wait for another attempt.
  if (random() < (mood === 'errors' ? 0.3 : 0.01)) return void answer(500);
  const { key, version, poisoned } = JSON.parse(body) as {
    key: string;
    version: number;
    poisoned: boolean;
  };
  if (poisoned) return void answer(422);
  const idempotencyKey = String(request.headers['idempotency-key']);
  const repeated = seen.has(idempotencyKey);
  seen.add(idempotencyKey);
  const entity = request.url?.split('/')[1];
  const line = JSON.stringify({ entity, key, version, atMs: Date.now(), repeated });
  appendFileSync(logFile, `${line}\n`);
  if (mood === 'drops' && random() < 0.3) return void request.socket.destroy();
  answer(200);
}
