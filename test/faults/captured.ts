import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import type { Random } from '../../ops/demo/random.ts';
import { between } from '../../ops/demo/random.ts';
import { keepWorking, rows, withClient } from './database.ts';

const ARTICLES = 200;
const MOVEMENTS = 40;
const CAPTURED_STREAMS = 2;
const LOOK_EVERY_MS = 50;
/** So that it makes many pages of the stream. */
const BURST_ROUNDS = 20;

/**
 * Tables whose changes are captured. The text of an article is kept apart from its row and so left out of most changes.
 * The slots come while the company is at work, so the articles that were there before are read from a snapshot.
 */
const SOURCE_TABLES = `
  create table article (sku text primary key, n bigint not null, text text not null);
  alter table article alter column text set storage external;
  create table article_history (position bigserial primary key, sku text not null, n bigint not null, deleted boolean not null);
  create sequence article_version;
  create table movement (key text primary key, n bigint not null, poisoned boolean not null);
  create table movement_history (key text not null, n bigint not null, poisoned boolean not null);
`;

const TARGET_TABLES = `
  create table article_copy (sku text primary key, n bigint not null, text text not null);
  create table article_journal (position bigserial primary key, sku text not null, n bigint not null, deleted boolean not null, content text, at timestamptz not null default clock_timestamp());
  create function note_article() returns trigger language plpgsql as $$ begin
    insert into article_journal (sku, n, deleted, content) values (coalesce(new.sku, old.sku), coalesce(new.n, old.n), tg_op = 'DELETE', md5(new.text));
    return null; end $$;
  create trigger note_article after insert or update or delete on article_copy for each row execute function note_article();
`;

const PUT_ARTICLES = `
  with changed as (
    insert into article (sku, n, text) select sku, nextval('article_version'), repeat(md5(random()::text), 100) from unnest($1::text[]) as i(sku)
    on conflict (sku) do update set n = excluded.n, text = case when excluded.n % 10 = 0 then excluded.text else article.text end
    returning sku, n
  )
  insert into article_history (sku, n, deleted) select sku, n, false from changed`;

const DELETE_ARTICLES = `
  with gone as (delete from article where sku = any($1) returning sku)
  insert into article_history (sku, n, deleted) select sku, nextval('article_version'), true from gone`;

const MOVE = `
  with changed as (
    insert into movement (key, n, poisoned) select key, 1, poisoned from unnest($1::text[], $2::boolean[]) as i(key, poisoned)
    on conflict (key) do update set n = movement.n + 1, poisoned = excluded.poisoned
    returning key, n, poisoned
  )
  insert into movement_history select key, n, poisoned from changed`;

export async function createCaptured(sourceUrl: string, targetUrl: string): Promise<void> {
  await withClient(sourceUrl, async (client) => {
    await client.query(SOURCE_TABLES);
    await client.query(PUT_ARTICLES, [articles(0, ARTICLES - 1)]);
  });
  await withClient(targetUrl, (client) => client.query(TARGET_TABLES));
}

/** Changes articles; now and then all of them twice in one transaction, of which the hub stores a part at a time. */
export async function workOnArticles(
  databaseUrl: string,
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  await keepWorking(databaseUrl, signal, async (client) => {
    const first = between(random, 0, ARTICLES - 5);
    const some = articles(first, first + between(random, 0, 4));
    const isLarge = random() < 0.02;
    await inTransaction(client, async () => {
      await client.query(PUT_ARTICLES, [isLarge ? articles(0, ARTICLES - 1) : some]);
      if (random() < 0.3) await client.query(DELETE_ARTICLES, [some.slice(0, 2)]);
      if (isLarge) await client.query(PUT_ARTICLES, [articles(0, ARTICLES - 1)]);
      else if (random() < 0.2) await client.query(PUT_ARTICLES, [some.slice(0, 1)]);
    });
    await client.query('select pg_sleep(0.1)');
  });
}

/** Each change is one event. */
export async function workOnMovements(
  databaseUrl: string,
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  await keepWorking(databaseUrl, signal, async (client) => {
    const keys = Array.from({ length: between(random, 1, 3) }, () => movement(random));
    const rounds = random() < 0.02 ? 40 : 1;
    await inTransaction(client, async () => {
      for (let round = 0; round < rounds; round++) {
        const distinct = [...new Set(round === 0 ? keys : [movement(random), movement(random)])];
        await client.query(MOVE, [distinct, distinct.map(() => random() < 0.02)]);
      }
    });
    await client.query('select pg_sleep(0.15)');
  });
}

/**
 * Waits until changes are followed, and makes the first event. What is committed before that has come, may be told by a snapshot:
 * without those that went before it.
 */
export async function beginMovements(databaseUrl: string, signal: AbortSignal): Promise<void> {
  const followed = `select from pg_stat_replication where state = 'streaming'`;
  await withClient(databaseUrl, async (client) => {
    while ((await client.query(followed)).rows.length < CAPTURED_STREAMS) {
      await wait(LOOK_EVERY_MS, undefined, { signal });
    }
    await client.query(MOVE, [['first'], [false]]);
  });
}

/** One transaction that the hub takes in many pages. */
export async function moveMuch(databaseUrl: string): Promise<void> {
  const keys = Array.from({ length: MOVEMENTS }, (_, index) => `burst-${index}`);
  await withClient(databaseUrl, (client) =>
    inTransaction(client, async () => {
      for (let round = 0; round < BURST_ROUNDS; round++)
        await client.query(MOVE, [keys, keys.map(() => false)]);
    }),
  );
}

/** Ends the connections that changes come over, and those alone. */
export async function endReplication(databaseUrl: string): Promise<void> {
  await rows(databaseUrl, 'select pg_terminate_backend(pid) from pg_stat_replication');
}

async function inTransaction(client: pg.Client, run: () => Promise<void>): Promise<void> {
  await client.query('begin');
  await run();
  await client.query('commit');
}

function articles(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `article-${first + index}`);
}

function movement(random: Random): string {
  return `movement-${between(random, 1, MOVEMENTS)}`;
}
