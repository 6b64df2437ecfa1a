import type { JsonObject } from '../../connector-api/index.ts';
import { isJsonObject } from '../../connector-api/index.ts';
import { textOf } from '../common/text-of.ts';
import type { Side } from '../http/failures.ts';
import type { ShopApi } from './api.ts';
import { MAX_NODES, nodesOf } from './api.ts';
import { Size } from './size.ts';

/** How many entries of a list come with their thing. Most lists are shorter, and each entry counts for the cost. */
const WITH_THING = 10;
const PAGE = 'pageInfo { hasNextPage endCursor }';

/** What is read of things. */
export interface Selection {
  /** Their type in the API. */
  readonly type: string;
  readonly fields: string;
  /** Lists to read to their ends, with the fields of their entries. */
  readonly lists: Readonly<Record<string, string>>;
}

/** Things of one type, with lists of any length. */
export class Things {
  /** A fragment `Thing`, for operations that return such things. */
  readonly fragment: string;
  readonly #api: ShopApi;
  readonly #selection: Selection;
  readonly #side: Side;
  readonly #size = new Size();
  readonly #furtherSize = new Size();

  constructor(api: ShopApi, selection: Selection, side: Side) {
    this.#api = api;
    this.#selection = selection;
    this.#side = side;
    const { type, fields } = selection;
    const lists = this.#lists().map(([list, entry]) => listed(list, `first: ${WITH_THING}`, entry));
    this.fragment = `fragment Thing on ${type} { ${[fields, ...lists].join(' ')} }`;
  }

  /** Reads things by their ids; those that do not exist are left out. */
  async byIds(ids: readonly string[], signal: AbortSignal): Promise<readonly JsonObject[]> {
    const query = `query Things($ids: [ID!]!) { nodes(ids: $ids) { ...Thing } } ${this.fragment}`;
    const found: JsonObject[] = [];
    for (let done = 0; done < ids.length;) {
      const [count, nodes] = await this.#size.read(ids.length - done, async (size) => {
        const question = { query, variables: { ids: ids.slice(done, done + size) } };
        const { nodes: answered = null } = await this.#api.ask(question, this.#side, signal);
        return [size, nodesOf({ nodes: answered }).nodes] as const;
      });
      found.push(...nodes);
      done += count;
    }
    return this.complete(found, signal);
  }

  /** Reads the lists of things to their ends. Things that were deleted meanwhile are left out. */
  async complete(nodes: readonly JsonObject[], signal: AbortSignal): Promise<JsonObject[]> {
    const found: JsonObject[] = [];
    for (const node of nodes) {
      const lists: Record<string, readonly JsonObject[]> = {};
      for (const [list] of this.#lists()) {
        const entries = await this.#entries(node, list, signal);
        if (entries) lists[list] = entries;
      }
      if (Object.keys(lists).length === this.#lists().length) found.push({ ...node, ...lists });
    }
    return found;
  }

  async #entries(node: JsonObject, list: string, signal: AbortSignal) {
    const { type, lists } = this.#selection;
    const more = listed(list, 'first: $first, after: $after', lists[list] ?? '');
    const query = `query Further($id: ID!, $first: Int!, $after: String!) { node(id: $id) { ... on ${type} { ${more} } } }`;
    const entries: JsonObject[] = [];
    for (let { nodes, next } = nodesOf(node[list]); ;) {
      entries.push(...nodes);
      const after = next;
      if (after === null) return entries;
      const { node: whole = null } = await this.#furtherSize.read(MAX_NODES, (first) => {
        const variables = { id: textOf(node.id), first, after };
        return this.#api.ask({ query, variables }, this.#side, signal);
      });
      if (!isJsonObject(whole)) return null;
      ({ nodes, next } = nodesOf(whole[list]));
    }
  }

  #lists(): readonly [string, string][] {
    return Object.entries(this.#selection.lists);
  }
}

/** A list in a selection. */
export function listed(list: string, args: string, entry: string): string {
  return `${list}(${args}) { nodes { ${entry} } ${PAGE} }`;
}
