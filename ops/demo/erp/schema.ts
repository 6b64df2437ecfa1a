/** The sample ERP's tables, as far as the hub and this demo use them. Running it again changes nothing. */
export const schema = `
create table if not exists article_stock (
  sku text primary key,
  quantity integer not null check (quantity >= 0),
  reserved integer not null default 0 check (reserved >= 0),
  -- May be negative: sold more than there is, which a buyer has to know.
  available integer generated always as (quantity - reserved) stored,
  updated_at timestamptz not null
);
create index if not exists article_stock_changes on article_stock (updated_at, sku);

create table if not exists article_price (
  sku text primary key,
  net numeric(10, 2) not null check (net > 0),
  gross numeric(10, 2) not null check (gross >= net),
  currency char(3) not null default 'EUR',
  updated_at timestamptz not null
);
create index if not exists article_price_changes on article_price (updated_at, sku);

create table if not exists sales_order (
  order_number text primary key,
  customer_reference text not null,
  ordered_at timestamptz not null,
  ship_to jsonb not null,
  currency char(3) not null,
  net_total numeric(12, 2) not null,
  gross_total numeric(12, 2) not null,
  -- As the shop sent them; booking the order turns them into sales_order_line.
  lines jsonb not null,
  status text not null default 'received' check (status in ('received', 'booked', 'shipped')),
  received_at timestamptz not null default clock_timestamp()
);
create index if not exists sales_order_open on sales_order (status, order_number) where status <> 'shipped';

create table if not exists sales_order_line (
  order_number text not null references sales_order,
  position integer not null,
  sku text not null,
  quantity integer not null check (quantity > 0),
  gross_price numeric(10, 2) not null,
  primary key (order_number, position)
);

-- Programs forget to say when they changed something; the database does not.
create or replace function touch() returns trigger language plpgsql as $$
begin
  new.updated_at = clock_timestamp();
  return new;
end $$;
create or replace trigger touch before update on article_stock for each row execute function touch();
create or replace trigger touch before update on article_price for each row execute function touch();
`;
