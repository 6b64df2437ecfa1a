import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import type { AuditEntry } from '../../src/domain/index.ts';
import { verify } from './audit-support.ts';
import type { StoreBench } from './support.ts';
import { storeBench } from './support.ts';

test('kill -9 during appends leaves an intact chain with every entry that was reported as recorded', async () => {
  await using bench = await storeBench();
  const told: string[] = [];
  for (const [round, kills] of [40, 73, 111].entries()) {
    told.push(...(await writeUntilKilled(bench, `r${round}`, kills)));
    const { fault } = await verify(bench.store);
    assert.equal(fault, null);
  }
  const kept = new Set<string>();
  for await (const { rows } of bench.store.audit.stretches(AbortSignal.timeout(10_000))) {
    for (const row of rows) kept.add((JSON.parse(row.entry) as AuditEntry).who);
  }
  assert.ok(told.length >= 224);
  assert.deepEqual(
    told.filter((who) => !kept.has(who)),
    [],
  );
});

/** @returns the entries that the writer reported as recorded before it was killed */
async function writeUntilKilled({ scope }: StoreBench, writer: string, lines: number) {
  const script = path.join(import.meta.dirname, 'audit-writer.ts');
  const args = [script, scope.databaseUrl, scope.namespace, writer];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const told: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(line);
    if (told.length === lines) child.kill('SIGKILL');
  }
  await exited;
  return told;
}
