/** The sample shop's own tables. Running it again changes nothing. */
export const schema = `
create table if not exists product (
  id bigint generated always as identity (start with 50001) primary key,
  sku text not null unique,
  -- What comes from elsewhere comes in any order: a product with a name and a price is on sale, any other is not yet.
  gtin text,
  name text,
  brand text,
  category text,
  description text,
  vat_percent integer,
  weight_kg numeric(8, 3),
  options jsonb,
  gross_cents integer,
  available integer not null default 0,
  changed_at timestamptz not null default clock_timestamp()
);

create table if not exists customer_order (
  number text primary key,
  customer jsonb not null,
  lines jsonb not null,
  total_cents integer not null,
  placed_at timestamptz not null default clock_timestamp()
);
create index if not exists customer_order_since on customer_order (placed_at, number);
create sequence if not exists customer_order_number start with 10001;

-- Answers by Idempotency-Key: whoever repeats a request gets the first answer, and nothing happens twice.
create table if not exists idempotency_key (
  key text primary key,
  request_hash text not null,
  status integer,
  body json,
  created_at timestamptz not null default now()
);
`;
