import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { test } from 'node:test';
import type { HubStatus } from '../../src/control/index.ts';
import type { DeadLetter } from '../../src/domain/index.ts';
import type { CliOptions } from '../cli/support.ts';
import { cli, startCli } from '../cli/support.ts';
import { rowsOf } from '../support/database.ts';
import { HttpSystem } from '../support/http-system.ts';
import { testScope } from '../support/scope.ts';
import type { Marks } from './landscape.ts';
import { dropRoles, echo, makeMarks, secretLandscape, withUser } from './landscape.ts';

/**
 * A hub works with systems of which some refuse their credentials and repeat them in the answer, and some are down. None of
 * its outputs may hold a secret in any encoding.
 */
test('no output of a hub contains any of its secrets', async () => {
  await using scope = await testScope();
  await using system = await HttpSystem.start();
  const marks = makeMarks();
  system.reply = echo(marks);
  const options = await secretLandscape(scope, system, marks);
  await using _roles = { [Symbol.asyncDispose]: () => dropRoles(scope) };
  const outputs = new Map<string, string>();

  const hub = startCli(['start'], options);
  using _hub = { [Symbol.dispose]: () => hub.kill('SIGKILL') };
  assert.ok(hub.stdout && hub.stderr);
  const out = text(hub.stdout);
  const exited = once(hub, 'exit');
  const log = gather(hub.stderr);
  await log.until('control API at');
  outputs.set('status --watch --json', await watchUntilTroubled(options));
  await Promise.all(
    commands.map(async (args) => {
      const { stdout, stderr } = await cli(args, options);
      outputs.set(args.join(' '), `${stdout}${stderr}`);
    }),
  );
  const listed = outputs.get('dead-letters list --json') ?? '';
  const { letters } = JSON.parse(listed) as { letters: DeadLetter[] };
  outputs.set('hub.json', await readFile(path.join(scope.dir, '.stellwerk/hub.json'), 'utf8'));
  hub.kill('SIGTERM');
  await exited;
  outputs.set('stdout of the hub', await out);
  outputs.set('log of the hub', log.text());
  outputs.set('database', await dump(scope.databaseUrl, scope.namespace));
  await Promise.all(
    Object.entries(wrongServers(options, marks)).map(async ([name, env]) => {
      const started = await cli(['start', '--once'], {
        ...options,
        env: { ...options.env, ...env },
      });
      outputs.set(name, started.stderr);
    }),
  );

  requireMeaning(outputs, letters, system, marks);
  assert.deepEqual(leaks(outputs, marks), []);
});

const commands = [
  ['status'],
  ['dead-letters', 'list', '--json'],
  ['dead-letters', 'show', '1', '--json'],
  ['dead-letters', 'replay', '2', '--dry-run'],
  ['validate', 'stellwerk.yaml'],
  ['validate', 'stellwerk.yaml', '--json'],
  ['validate', 'broken.yaml'],
  ['validate', 'broken.yaml', '--json'],
  ['start', '--config', 'broken.yaml'],
  ['sync', 'mirror'],
  ['pause', 'products/lost', '--json'],
  ['info', '--json'],
  ['audit', 'export'],
  ['config', 'get'],
  ['config', 'history', '--json'],
  ['config', 'diff', 'stellwerk.yaml', '--json'],
  ['apply', 'broken.yaml', '--dry-run'],
  ['plan', 'products', '--json'],
  ['runs', '--json'],
  ['record', 'A1', '--document', '--json'],
  ['imports', 'list', '--json'],
];

/** Returns what the watch of a hub prints until every system has answered or failed. */
async function watchUntilTroubled(options: CliOptions): Promise<string> {
  const watch = startCli(['status', '--watch', '--json'], options);
  assert.ok(watch.stdout);
  let printed = '';
  for await (const line of createInterface({ input: watch.stdout })) {
    printed += line;
    const status = JSON.parse(line) as HubStatus;
    const letters = status.lanes.reduce((sum, { counts }) => sum + counts.deadLettered, 0);
    const refused = status.lanes.some(({ lastError }) =>
      lastError?.message.includes('HTTP 401: no'),
    );
    const lost = status.connectors.filter(({ lastError }) => lastError !== null);
    if (letters >= 6 && refused && lost.length >= 3) break;
  }
  watch.kill('SIGTERM');
  return printed;
}

/** Collects the text of a stream; a test can wait for words in it. */
function gather(stream: Readable) {
  let said = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  return {
    text: () => said,
    async until(words: string): Promise<void> {
      while (!said.includes(words)) await once(stream, 'data');
    },
  };
}

/** Returns all rows of the hub's schema as text. */
async function dump(databaseUrl: string, namespace: string): Promise<string> {
  const tables = await rowsOf<{ name: string }>(
    databaseUrl,
    `select table_name as name from information_schema.tables where table_schema = $1`,
    [namespace],
  );
  const rows = await Promise.all(
    tables.map(({ name }) =>
      rowsOf(databaseUrl, `select to_jsonb(t)::text as row from ${namespace}.${name} t`),
    ),
  );
  return JSON.stringify(rows.flat());
}

/** Environments with which a start fails, most of them at the hub's own servers. */
function wrongServers({ env = {} }: CliOptions, marks: Marks): Record<string, NodeJS.ProcessEnv> {
  const database = env.STELLWERK_DATABASE_URL ?? '';
  const debug = { STELLWERK_DEBUG: '1' };
  return {
    'wrong password': { STELLWERK_DATABASE_URL: withUser(database, 'nobody', marks.wrongPassword) },
    'no such server': {
      STELLWERK_DATABASE_URL: `postgres://hub:${marks.hubDatabase}@127.0.0.1:1/x`,
      ...debug,
    },
    'no URL of a database': {
      STELLWERK_DATABASE_URL: `postgres://hub:${marks.hubDatabase}@[x`,
      ...debug,
    },
    'no URL of a bus': { STELLWERK_NATS_URL: `nats://hub:${marks.hubBus}@[x`, ...debug },
    'no bus': { STELLWERK_NATS_URL: `nats://hub:${marks.hubBus}@127.0.0.1:1`, ...debug },
    'broken configuration': { API_KEY: '', ...debug },
  };
}

/** Checks that the secrets were used and the troubles reported: without that, finding no leak proves nothing. */
function requireMeaning(
  outputs: ReadonlyMap<string, string>,
  letters: readonly DeadLetter[],
  system: HttpSystem,
  marks: Marks,
): void {
  const sent = JSON.stringify(system.seen.map(({ headers }) => headers));
  const spelled = (mark: string) => JSON.stringify(mark).slice(1, -1);
  for (const place of [
    'apiKey',
    'bearerToken',
    'headerToken',
    'literalToken',
    'accessToken',
  ] as const) {
    assert.ok(
      sent.includes(spelled(spelled(marks[place]))) || sent.includes(spelled(marks[place])),
      place,
    );
  }
  assert.ok(letters.length >= 6, JSON.stringify(letters));
  for (const { reason } of letters) assert.match(reason, /answered 422: no: /);
  assert.match(
    outputs.get('status --watch --json') ?? '',
    /the credentials are not accepted \(HTTP 401: no: .*\*\*\*/,
  );
  assert.match(outputs.get('status --watch --json') ?? '', /password authentication failed/);
  assert.match(outputs.get('log of the hub') ?? '', /ECONNREFUSED/);
  assert.match(outputs.get('wrong password') ?? '', /cannot be used/);
}

/** Returns every place where a secret occurs, plain or encoded as JSON, URL or base64. */
function leaks(outputs: ReadonlyMap<string, string>, marks: Marks): string[] {
  const found: string[] = [];
  for (const [place, mark] of Object.entries(marks)) {
    const spellings = [
      mark,
      JSON.stringify(mark).slice(1, -1),
      encodeURIComponent(mark),
      Buffer.from(mark).toString('base64'),
      Buffer.from(`hub:${mark}`).toString('base64'),
    ];
    for (const [name, output] of outputs) {
      const at = spellings.map((text) => output.indexOf(text)).find((index) => index >= 0);
      if (at === undefined) continue;
      found.push(`${place} in ${name}: ${output.slice(Math.max(0, at - 150), at + 80)}`);
    }
  }
  return found;
}
