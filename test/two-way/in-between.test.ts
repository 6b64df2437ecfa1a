import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import type { Reply, SeenRequest } from '../support/http-system.ts';
import { HttpSystem } from '../support/http-system.ts';
import { startTestHub, until, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const table = `
  create function stamp() returns trigger as $$ begin new.changed_at = clock_timestamp(); return new; end $$ language plpgsql;
  create table erp_customer (id text primary key, email text, tel text, changed_at timestamptz not null default clock_timestamp());
  create trigger erp_stamp before insert or update on erp_customer for each row execute function stamp();
`;

const config = (shop: string) => `
connectors:
  shop: { kind: http, url: "${shop}" }
  erp: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  shop-customers:
    from: { connector: shop, entity: customers, key: no, version: changed, identity: customer, overlap: 1s }
    every: 1s
    to:
      - connector: erp
        entity: erp_customer
        map: { id: no, email: mail, tel: phone }
        twoWay: { flow: customers }
  erp-customers:
    from: { connector: erp, entity: erp_customer, key: id, version: changed_at, identity: customer, overlap: 1s }
    every: 1s
    to:
      - connector: shop
        entity: customers
        map: { no: id, mail: email, phone: tel }
        get: { path: "/customers/{externalId}", etag: header }
        twoWay: { flow: customers }
`;

interface Customer {
  readonly no: string;
  readonly mail: string;
  readonly phone: string;
}

/** A shop that identifies its states by ETags, as REST APIs do. */
class Shop {
  readonly #customers = new Map<string, Customer & { readonly changed: string }>();
  #revision = 0;
  /** Called at each GET of a single customer, after its answer has been made. */
  onTold: () => void = () => undefined;
  refusals = 0;

  put(customer: Customer): void {
    this.#revision++;
    this.#customers.set(customer.no, { ...customer, changed: new Date().toISOString() });
  }

  get(no: string): Customer | undefined {
    const { changed: _, ...customer } = this.#customers.get(no) ?? {};
    return customer as Customer;
  }

  answer({ method, path, headers, body }: SeenRequest): Reply {
    const no = path.split('/')[2];
    if (no === undefined) return { body: [...this.#customers.values()] };
    const customer = this.#customers.get(no);
    if (method === 'GET') {
      const told = { status: customer ? 200 : 404, headers: this.#etag(), body: customer };
      this.onTold();
      return told;
    }
    if (customer && headers['if-match'] !== this.#etag().etag) {
      this.refusals++;
      return { status: 412 };
    }
    this.put(body as Customer);
    return { headers: this.#etag() };
  }

  #etag() {
    return { etag: `"${this.#revision}"` };
  }
}

test('an edit between the hub’s read and its write is not lost if the system supports ETags', async () => {
  await using scope = await testScope();
  await using system = await HttpSystem.start();
  const signal = AbortSignal.timeout(60_000);
  const shop = new Shop();
  system.reply = (request) => shop.answer(request);
  const sql = new pg.Client({ connectionString: scope.databaseUrl });
  await sql.connect();
  try {
    await sql.query(table);
    await using hub = await startTestHub(scope, await writeConfig(scope, config(system.url)));
    const atErp = async () => {
      const { rows } = await sql.query<Customer>(
        'select id as no, email as mail, tel as phone from erp_customer',
      );
      return rows[0];
    };
    shop.put({ no: '1', mail: 'a@x', phone: '1' });
    await until(hub, signal, () => hub.lanes()[0]?.counts.applied === 1);

    // Once, somebody edits the customer at the shop between the hub's read and its write.
    shop.onTold = () => {
      shop.onTold = () => undefined;
      shop.put({ no: '1', mail: 'a@x', phone: '99' });
    };
    await sql.query(`update erp_customer set email = 'new@x'`);
    await until(hub, signal, () => shop.get('1')?.mail === 'new@x');
    await until(hub, signal, () => hub.lanes()[0]?.counts.applied === 2);
    assert.equal(shop.refusals, 1);
    assert.deepEqual(shop.get('1'), { no: '1', mail: 'new@x', phone: '99' });
    assert.deepEqual(await atErp(), shop.get('1'));
  } finally {
    await sql.end();
  }
});
