import type { Random } from '../../ops/demo/random.ts';
import { between } from '../../ops/demo/random.ts';
import { inTransaction, keepWorking, withClient } from './database.ts';

const ARTICLES = 200;

/**
 * A table whose changes are captured. The text of an article is stored out of line (TOAST), so most changes leave it out.
 * The slot is created while the company is at work, so earlier articles are read from a snapshot.
 */
const SOURCE_TABLES = `
  create table article (sku text primary key, n bigint not null, text text not null);
  alter table article alter column text set storage external;
  create table article_history (position bigserial primary key, sku text not null, n bigint not null, deleted boolean not null);
  create sequence article_version;
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

export async function createArticles(sourceUrl: string, targetUrl: string): Promise<void> {
  await withClient(sourceUrl, async (client) => {
    await client.query(SOURCE_TABLES);
    await client.query(PUT_ARTICLES, [articles(0, ARTICLES - 1)]);
  });
  await withClient(targetUrl, (client) => client.query(TARGET_TABLES));
}

/** Changes articles; now and then all of them twice in one transaction, which the hub stores in parts. */
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

function articles(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `article-${first + index}`);
}
