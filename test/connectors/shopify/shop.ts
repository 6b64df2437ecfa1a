import type { GraphQLResolveInfo } from 'graphql';
import { getDirectiveValues, graphqlSync } from 'graphql';
import type { Reply, SeenRequest } from '../../support/http-system.ts';
import { HttpSystem } from '../../support/http-system.ts';
import { Inventory } from './inventory.ts';
import type { ListArgs } from './lists.ts';
import { connection, numberIn } from './lists.ts';
import type { Identifier, ProductInput } from './products.ts';
import { Products } from './products.ts';
import { schema } from './schema.ts';
import type { Thing } from './things.ts';

type Operation = { query: string; variables: Record<string, unknown> };

export const LOCATION = 'gid://shopify/Location/1';

/** A Shopify shop's Admin API over real HTTP, which validates and executes each operation by its schema. */
export class Shop implements AsyncDisposable {
  readonly system: HttpSystem;
  /** The shop's clock, which tells whole seconds. */
  nowMs = Date.UTC(2026, 0, 31, 10);
  servedVersion = '2026-10';
  /** More things per page than that are too dear. */
  affordable = 250;
  /** More things than that are not paged. */
  deepest = 25_000;
  readonly products = new Products(
    () => this.#time(),
    (type) => this.#id(type),
  );
  readonly inventory = new Inventory(() => this.#time(), LOCATION);
  readonly #orders = new Map<string, Thing>();
  readonly #tokens = new Set(['shpat_fixed']);
  #ids = 0;
  /** Answers in place of the shop, if it returns something. */
  misbehave: (request: SeenRequest) => Reply | null = () => null;

  private constructor(system: HttpSystem) {
    this.system = system;
    system.reply = (request) => this.misbehave(request) ?? this.#dated(this.#answer(request));
  }

  static async start(): Promise<Shop> {
    return new Shop(await HttpSystem.start());
  }

  get url(): string {
    return this.system.url;
  }

  /** The operations that were sent, by the name of each. */
  seen(name?: string): readonly Operation[] {
    return this.system.seen
      .filter(({ path }) => path.endsWith('/graphql.json'))
      .map(({ body }) => body as Operation)
      .filter(({ query }) => name === undefined || query.includes(` ${name}`));
  }

  /** Creates an order, or changes the one of this number. */
  putOrder(number: number | string, fields: Readonly<Record<string, unknown>> = {}): Thing {
    const id = `gid://shopify/Order/${number}`;
    const now = this.#time();
    const lines = (fields.lines as Thing[] | undefined) ?? [];
    const order: Thing = {
      ...{
        __typename: 'Order',
        id,
        legacyResourceId: String(number),
        name: `#${number}`,
        createdAt: now,
      },
      ...this.#orders.get(id),
      ...fields,
      updatedAt: now,
      lineItems: (args: ListArgs) => connection(lines, args),
    };
    this.#orders.set(id, order);
    return order;
  }

  deleteOrder(number: number | string): void {
    this.#orders.delete(`gid://shopify/Order/${number}`);
  }

  orders(): readonly Thing[] {
    return [...this.#orders.values()];
  }

  /** Makes the tokens of all apps invalid. */
  endTokens(): void {
    this.#tokens.clear();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.system[Symbol.asyncDispose]();
  }

  #time(): string {
    return new Date(Math.floor(this.nowMs / 1000) * 1000).toISOString().replace('.000', '');
  }

  #id(type: string): string {
    return `gid://shopify/${type}/${++this.#ids}`;
  }

  #dated(reply: Reply): Reply {
    return { ...reply, headers: { date: new Date(this.nowMs).toUTCString(), ...reply.headers } };
  }

  #answer({ path, headers, body, text }: SeenRequest): Reply {
    if (path === '/admin/oauth/access_token') return this.#token(new URLSearchParams(text));
    if (!/^\/admin\/api\/\d{4}-\d\d\/graphql\.json$/.test(path)) return { status: 404, body: {} };
    if (!this.#tokens.has(String(headers['x-shopify-access-token'])))
      return { status: 401, body: { errors: '[API] Invalid API key or access token' } };
    const answered = { 'x-shopify-api-version': this.servedVersion };
    const { query, variables } = body as Operation;
    const wanted = (variables.ids as unknown[] | undefined)?.length ?? variables.first ?? 0;
    if (Number(wanted) > this.affordable) {
      const message = 'Query cost is 2000, which exceeds the single query max cost limit (1000).';
      return {
        headers: answered,
        body: { errors: [{ message, extensions: { code: 'MAX_COST_EXCEEDED' } }] },
      };
    }
    const { data, errors } = graphqlSync({
      ...{ schema, source: query, rootValue: this.#root(), variableValues: variables },
    });
    return { headers: answered, body: errors ? { errors: errors.map(shown) } : { data } };
  }

  #token(form: URLSearchParams): Reply {
    const given = ['grant_type', 'client_id', 'client_secret'].map((name) => form.get(name));
    if (given.join() !== 'client_credentials,app,app-secret')
      return { status: 400, body: { error: 'invalid_client' } };
    const token = `shpat_${this.system.seen.length}`;
    this.#tokens.add(token);
    return { body: { access_token: token, scope: 'write_products', expires_in: 86_399 } };
  }

  #root() {
    const { products, inventory } = this;
    const node = ({ id }: { id: string }) => this.#node(id);
    const items = () =>
      products.variants().map(({ inventoryItem }) => this.#item(inventoryItem as Thing));
    return {
      shop: { id: 'gid://shopify/Shop/1' },
      node,
      nodes: ({ ids }: { ids: string[] }) => ids.map((id) => this.#node(id)),
      orders: (args: ListArgs) => connection(this.orders(), args, this.deepest),
      products: (args: ListArgs) => connection(products.all(), args),
      product: node,
      productByIdentifier: ({ identifier }: { identifier: Identifier }) =>
        products.find(identifier),
      productVariants: (args: ListArgs) => connection(products.variants(), args),
      inventoryItems: (args: ListArgs) => connection(items(), args),
      location: ({ id }: { id: string }) => (id === LOCATION ? this.#location() : null),
      productSet: ({ identifier, input }: { identifier?: Identifier; input: ProductInput }) =>
        products.set(identifier, input),
      productDelete: ({ input }: { input: { id: string } }) => products.delete(input.id),
      inventorySetQuantities: (
        { input }: { input: Parameters<Inventory['set']>[1] },
        _: unknown,
        info: GraphQLResolveInfo,
      ) => inventory.set(keyIn(info), input),
    };
  }

  #node(id: string): Thing | null {
    if (!/^gid:\/\/shopify\/\w+\/\d+/.test(id)) throw new Error(`Invalid global id '${id}'`);
    if (id.startsWith('gid://shopify/InventoryItem/'))
      return this.#item({ __typename: 'InventoryItem', id });
    const level = this.#levels().find((one) => one.id === id);
    return this.products.get(id) ?? this.#orders.get(id) ?? level ?? null;
  }

  #item(item: Thing): Thing {
    const inventoryLevel = ({ locationId }: { locationId: string }) => {
      const quantity = this.inventory.quantity(item.id, locationId);
      return quantity === null ? null : { quantities: quantitiesOf(quantity) };
    };
    return { ...item, inventoryLevel };
  }

  #levels(): Thing[] {
    return this.inventory.levels(LOCATION).map(({ item, quantity, updatedAt }) => ({
      ...{
        __typename: 'InventoryLevel',
        id: `gid://shopify/InventoryLevel/${numberIn(item)}?inventory_item_id=${numberIn(item)}`,
      },
      ...{
        updatedAt,
        item: { id: item },
        location: { id: LOCATION },
        quantities: quantitiesOf(quantity),
      },
    }));
  }

  #location(): Thing {
    return { id: LOCATION, inventoryLevels: (args: ListArgs) => connection(this.#levels(), args) };
  }
}

function quantitiesOf(quantity: number) {
  return ({ names }: { names: string[] }) => names.map((name) => ({ name, quantity }));
}

function keyIn({ fieldNodes, variableValues }: GraphQLResolveInfo): string {
  const directive = schema.getDirective('idempotent');
  const [field] = fieldNodes;
  const given = directive && field && getDirectiveValues(directive, field, variableValues);
  if (typeof given?.key !== 'string') throw new Error('The @idempotent directive is required');
  return given.key;
}

function shown({ message }: Error) {
  const code = message.startsWith('Variable "$') ? 'INVALID_VARIABLE' : 'undefinedField';
  return { message, extensions: { code } };
}
