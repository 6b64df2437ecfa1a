import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import RED from 'node-red';
import pg from 'pg';
import type { Row } from '../../relay/product.ts';
import { toRow, upsert } from '../../relay/product.ts';
import type { Outcome } from '../../relay/systems.ts';
import { expectedOf } from '../../relay/workload.ts';
import type { PeerOptions } from '../feed.ts';
import { WINDOW, windowsOf } from '../feed.ts';

/** Windows in the flow at once; Node-RED itself has no backpressure. */
const WINDOWS_AT_ONCE = 4;

/**
 * A flow of core nodes in the runtime without the editor: source, JSON, a function that validates and maps, join into windows, a
 * function that upserts; invalid records go through a file node. Messages live only in memory.
 */
export async function runNodeRed(options: PeerOptions): Promise<Outcome> {
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: 1 });
  const deadLetters = path.join(options.dir, 'dead-letters.jsonl');
  const expected = expectedOf(options.records, options);
  const over = Promise.withResolvers<void>();
  const begin = Promise.withResolvers<void>();
  let written = 0;
  let room = Promise.withResolvers<void>();
  const bench = {
    toRow,
    begin: begin.promise,
    texts: () => windowsOf(options),
    /** Resolves when the next window may be sent. */
    room: async (sent: number) => {
      while (sent - written > WINDOWS_AT_ONCE * WINDOW) await room.promise;
    },
    write: async (rows: readonly Row[]) => {
      await upsert(pool, rows);
      written += rows.length;
      room.resolve();
      room = Promise.withResolvers();
      if (written === expected.records) over.resolve();
    },
    fail: (error: Error) => over.reject(error),
  };
  await writeFile(path.join(options.dir, 'flows.json'), JSON.stringify(flow(deadLetters)));
  RED.init({
    userDir: options.dir,
    flowFile: 'flows.json',
    credentialSecret: false,
    httpAdminRoot: false,
    httpNodeRoot: false,
    disableEditor: true,
    functionGlobalContext: { bench },
    functionExternalModules: false,
    externalModules: { autoInstall: false, palette: { allowInstall: false } },
    telemetry: { enabled: false },
    logging: { console: { level: 'error', metrics: false, audit: false } },
  });
  await RED.start();
  await new Promise<void>((resolve) => RED.runtime.events.once('flows:started', () => resolve()));
  options.onStart(Date.now());
  begin.resolve();
  await over.promise;
  const kept = await linesOf(deadLetters, expected.invalid);
  await RED.stop();
  await pool.end();
  return { deadLetters: kept };
}

const VALIDATE = `
const row = global.get('bench').toRow(msg.payload);
if (row === null) return [null, msg];
msg.payload = row;
return [msg, null];`;

const SOURCE = `
const bench = global.get('bench');
await bench.begin;
let sent = 0;
for (const window of bench.texts()) {
  for (const document of window) node.send({ payload: JSON.stringify(document) });
  sent += window.length;
  await bench.room(sent);
}`;

const UPSERT = `
try {
  await global.get('bench').write(msg.payload);
} catch (error) {
  global.get('bench').fail(error);
}`;

function flow(deadLetters: string): readonly object[] {
  const at = { z: 'relay', x: 0, y: 0 };
  const code = { type: 'function', outputs: 1, libs: [], initialize: '', finalize: '', ...at };
  return [
    { id: 'relay', type: 'tab', label: 'relay' },
    {
      ...at,
      id: 'begin',
      type: 'inject',
      once: true,
      onceDelay: 0,
      props: [],
      wires: [['source']],
    },
    { ...code, id: 'source', func: SOURCE, wires: [['json']] },
    { ...at, id: 'json', type: 'json', property: 'payload', action: 'obj', wires: [['validate']] },
    { ...code, id: 'validate', func: VALIDATE, outputs: 2, wires: [['join'], ['text']] },
    {
      ...at,
      id: 'join',
      type: 'join',
      mode: 'custom',
      build: 'array',
      property: 'payload',
      propertyType: 'msg',
      count: String(WINDOW),
      timeout: '0.1',
      accumulate: false,
      wires: [['upsert']],
    },
    { ...code, id: 'upsert', func: UPSERT, wires: [[]] },
    { ...at, id: 'text', type: 'json', property: 'payload', action: 'str', wires: [['dead']] },
    {
      ...at,
      id: 'dead',
      type: 'file',
      filename: deadLetters,
      filenameType: 'str',
      appendNewline: true,
      createDir: false,
      overwriteFile: 'false',
      encoding: 'none',
      wires: [[]],
    },
  ];
}

/** The file node writes asynchronously, so the last lines may take a moment. */
async function linesOf(file: string, expected: number): Promise<number> {
  for (let attempt = 0; ; attempt++) {
    const text = await readFile(file, 'utf8').catch(() => '');
    const lines = text.split('\n').filter(Boolean).length;
    if (lines >= expected || attempt === 100) return lines;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
