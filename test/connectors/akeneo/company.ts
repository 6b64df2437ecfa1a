import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { rowsOf } from '../../support/database.ts';
import { writeConfig } from '../../support/hub.ts';
import { testScope } from '../../support/scope.ts';
import { Pim } from './pim.ts';

const guide = path.resolve(import.meta.dirname, '../../../ops/guide/systems.md');

/** The configuration of the guide, between a real database and a simulated PIM. */
export async function openCompany() {
  await using opened = new AsyncDisposableStack();
  const scope = opened.use(await testScope());
  const pim = opened.use(await Pim.start());
  // Older than what happens now, as in a PIM.
  pim.nowMs = Date.now() - 3_600_000;
  pim.put('families', 'clothes', {});
  const sql = (text: string) => rowsOf<Record<string, unknown>>(scope.databaseUrl, text);
  await sql(`
    create table article (number text primary key, color text, name text, prices jsonb, gone boolean default false,
      changed timestamptz default now());
    create table product (id text primary key, number text, name text, description text, active boolean)`);
  const text = await readFile(guide, 'utf8');
  const section = text.slice(text.indexOf('## Connect an Akeneo PIM'));
  const [, yaml = ''] = /\`\`\`yaml\n([^]*?)\`\`\`/.exec(section) ?? [];
  assert.match(yaml, /kind: akeneo/);
  const config = `hub: { http: { address: '127.0.0.1:0' } }\n${yaml.replace('https://example.cloud.akeneo.com', pim.url)}`;
  const configFile = await writeConfig(scope, config);
  const env = {
    ...{ PIM_CLIENT_ID: 'client', PIM_CLIENT_SECRET: 'client-secret' },
    ...{ PIM_USER: 'hub', PIM_PASSWORD: 'pa55word', PIM_WEBHOOK_SECRET: 'w'.repeat(16) },
    ...{ ERP_DATABASE_URL: scope.databaseUrl, SHOP_DATABASE_URL: scope.databaseUrl },
  };
  const company = opened.move();
  return {
    ...{ scope, pim, sql, configFile, env: { ...process.env, ...env } },
    [Symbol.asyncDispose]: () => company.disposeAsync(),
  };
}

/** Inserts articles, ... */
export function articles(count: number): string {
  return `insert into article (number, color, name, prices)
    select 'A-' || n, 'red', 'Artikel ' || n, '[{"amount": "19.90", "currency": "EUR"}]'
    from generate_series(1, ${count}) n`;
}
