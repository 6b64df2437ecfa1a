import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { testServers } from './servers.ts';

/** The part of the real servers that one test has for itself: its own database, namespace and folder. */
export interface TestScope extends AsyncDisposable {
  readonly natsUrl: string;
  readonly databaseUrl: string;
  readonly namespace: string;
  readonly dir: string;
}

/** Opens a scope. Disposing of it (`await using`) removes everything that the test left on the servers and on disk. */
export async function testScope(): Promise<TestScope> {
  const servers = await testServers();
  const namespace = `t${randomBytes(5).toString('hex')}`;
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-test-'));
  await runSql(servers.databaseUrl, `create database ${namespace}`);
  const databaseUrl = new URL(servers.databaseUrl);
  databaseUrl.pathname = `/${namespace}`;
  return {
    natsUrl: servers.natsUrl,
    databaseUrl: databaseUrl.href,
    namespace,
    dir,
    async [Symbol.asyncDispose]() {
      await runSql(servers.databaseUrl, `drop database if exists ${namespace} with (force)`);
      await removeStreams(servers.natsUrl, namespace);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function runSql(databaseUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function removeStreams(natsUrl: string, namespace: string): Promise<void> {
  const nc = await connect({ servers: new URL(natsUrl).host });
  try {
    const manager = await jetstreamManager(nc);
    for await (const name of manager.streams.names()) {
      if (name.startsWith(`${namespace}-`)) await manager.streams.delete(name);
    }
  } finally {
    await nc.close();
  }
}
