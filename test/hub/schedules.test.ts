import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { forkHub } from '../support/fork-hub.ts';
import { rowsOf } from '../support/database.ts';
import { writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(100_000);
const kind = path.resolve(import.meta.dirname, 'punctual.ts');
const stream = (name: string, schedule: string) => `
  ${name}:
    from: { connector: source, entity: ${name}, key: key, version: none }
    ${schedule}
    to: [{ connector: sink, entity: ${name}, map: { key: key } }]`;
const config = `
connectors:
  source: { kind: ${kind} }
  sink: { kind: file, path: ./sink.jsonl }
streams:${[
  stream('caught', 'every: 1h'),
  stream('forgoing', 'every: 1h\n    catchUp: none'),
  stream('beating', 'every: 1s'),
].join('')}
`;

/** Starts a hub in a process of its own. It waits while another hub works on the namespace. */
function startProcess(scope: TestScope, configFile: string): ChildProcess {
  const hub = forkHub(scope, configFile);
  children.add(hub);
  return hub;
}

/** Processes that a failed test may leave behind. */
const children = new Set<ChildProcess>();
after(() => {
  for (const hub of children) if (hub.exitCode === null) hub.kill('SIGKILL');
});

async function kill(hub: ChildProcess, how: NodeJS.Signals): Promise<void> {
  const died = once(hub, 'exit', { signal });
  hub.kill(how);
  await died;
}

interface Facts {
  readonly stream: string;
  readonly ordered: number;
  readonly missed: number;
  /** Number of runs that succeeded. */
  readonly runs: number;
  /** The last run did not succeed, or none has begun for the last order. */
  readonly owed: boolean;
}

/** Reads all facts in one statement. */
async function facts(scope: TestScope): Promise<Readonly<Record<string, Facts>>> {
  const rows = await rowsOf(
    scope.databaseUrl,
    `select s.stream, s.ordered::int, s.missed::int,
       (select count(*)::int from "${scope.namespace}".run r where r.stream = s.stream
          and r.finished_at is not null and r.error_code is null) as runs,
       (select r.finished_at is null or r.error_code is not null or r.started_at < s.ordered_at is true
          from "${scope.namespace}".run r where r.stream = s.stream order by id desc limit 1) as owed
     from "${scope.namespace}".schedule s`,
  );
  return Object.fromEntries((rows as unknown as Facts[]).map((row) => [row.stream, row]));
}

async function untilRuns(scope: TestScope, name: string, runs: number): Promise<void> {
  while (((await facts(scope))[name]?.runs ?? 0) < runs) await wait(100, undefined, { signal });
}

const KILLS = 3;

/**
 * A stream has its first run and one run per order; the last run may have been cut short, and is then owed. One run makes up
 * for a run that was cut short and for an order that waited behind it.
 */
function assertOneRunPerOrder(name: string, { ordered, runs, owed }: Facts): void {
  const most = ordered + (owed ? 0 : 1);
  const told = `${name}: ${ordered} orders, ${runs} runs`;
  assert.ok(runs <= most && runs >= most - (name === 'beating' ? KILLS : 0), told);
}

test('with two hubs each scheduled time makes one run, and one run makes up for all times missed while no hub was at work', async (t) => {
  await using scope = await testScope();
  const configFile = await writeConfig(scope, config);
  const first = startProcess(scope, configFile);
  await once(first, 'message', { signal });
  const second = startProcess(scope, configFile);
  await untilRuns(scope, 'beating', 3);
  await kill(first, 'SIGKILL');
  t.diagnostic('the first was killed');
  // The second takes over from the first.
  await once(second, 'message', { signal });
  const { runs: before = 0 } = (await facts(scope)).beating ?? {};
  await untilRuns(scope, 'beating', before + 2);
  await kill(second, 'SIGKILL');
  const killed = await facts(scope);
  for (const name of ['caught', 'forgoing']) {
    const { runs, ordered, missed } = killed[name] ?? {};
    assert.deepEqual([runs, ordered, missed], [1, 0, 0]);
  }

  t.diagnostic('the second was killed');
  // Simulates that five hours have passed.
  await rowsOf(
    scope.databaseUrl,
    `update "${scope.namespace}".schedule set due_at = due_at - interval '5 hours' where stream <> 'beating'`,
  );
  const both = [startProcess(scope, configFile), startProcess(scope, configFile)];
  const winner = await Promise.race(
    both.map((hub) => once(hub, 'message', { signal }).then(() => hub)),
  );
  const caughtUp = await facts(scope);
  const catching = caughtUp.caught;
  assert.deepEqual([catching?.runs, catching?.ordered, catching?.missed], [2, 1, 5]);
  const { forgoing } = caughtUp;
  assert.deepEqual([forgoing?.runs, forgoing?.ordered, forgoing?.missed], [1, 0, 5]);

  await kill(winner, 'SIGKILL');
  t.diagnostic('the third was killed');
  const loser = both.find((hub) => hub !== winner) ?? assert.fail('there are two');
  await once(loser, 'message', { signal });
  await kill(loser, 'SIGTERM');
  const end = await facts(scope);
  for (const [name, one] of Object.entries(end)) assertOneRunPerOrder(name, one);
  assert.deepEqual([end.caught?.runs, end.forgoing?.runs], [2, 1]);
  assert.deepEqual([end.caught?.missed, end.forgoing?.missed], [5, 5]);
});
