import type { Json, JsonObject, Priority } from '../../connector-api/index.ts';
import { isJsonList, isJsonObject } from '../../connector-api/index.ts';
import { parseJson } from '../http/answer-json.ts';
import type { HttpClient } from '../http/client.ts';
import type { Side } from '../http/failures.ts';
import { readFailure, refused } from '../http/failures.ts';
import { errorFailure, placeFailure } from './failures.ts';

const PATH = '/graphql.json';
const WHERE = `POST ${PATH}`;
/** The most nodes that the shop returns per page of a list. */
export const MAX_NODES = 250;

/** A GraphQL operation. */
export interface Question {
  readonly query: string;
  readonly variables: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A page of a list. */
export interface Nodes {
  readonly nodes: readonly JsonObject[];
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
}

/** The Admin API of a shop. */
export class ShopApi {
  readonly #client: HttpClient;
  readonly #version: string;

  /** @param client with the address of the API as its base */
  constructor(client: HttpClient, version: string) {
    this.#client = client;
    this.#version = version;
  }

  withPriority(priority?: () => Priority): ShopApi {
    return new ShopApi(this.#client.withPriority(priority), this.#version);
  }

  /**
   * Sends an operation and returns its data. An answer with errors is never taken for data, although GraphQL allows both.
   * @throws Failure as `Source.read` and `Target.deliver` do; `details.code` is the shop's code for it
   */
  async ask(question: Question, side: Side, signal: AbortSignal): Promise<JsonObject> {
    return (await this.askWithHeaders(question, side, signal)).data;
  }

  /** As `ask`, with the headers of the answer. */
  async askWithHeaders(
    { query, variables, headers = {} }: Question,
    side: Side,
    signal: AbortSignal,
  ): Promise<{ readonly data: JsonObject; readonly headers: Headers }> {
    const request = { method: 'POST', path: PATH, body: { query, variables }, headers };
    const answer = await this.#client.send(request, side, signal);
    const failure = placeFailure(answer, side, WHERE) ?? readFailure(answer, side, WHERE);
    if (failure) throw failure;
    const value = parseJson(answer, side, WHERE);
    const { data = null, errors = null } = isJsonObject(value) ? value : {};
    const [error] = isJsonList(errors) ? errors.filter(isJsonObject) : [];
    if (error) {
      const served = answer.headers.get('x-shopify-api-version');
      throw errorFailure(error, side, served === this.#version ? null : served);
    }
    if (isJsonObject(data)) return { data, headers: answer.headers };
    throw refused(
      side,
      `The answer to ${WHERE} has no \`data\`, so it is not that of a Shopify shop: correct \`url\`.`,
    );
  }

  /** Reads a list to its end. @param at where it is in the data; its operation has the variable `after` */
  async all(
    question: Question,
    at: string,
    side: Side,
    signal: AbortSignal,
  ): Promise<readonly JsonObject[]> {
    const found: JsonObject[] = [];
    for (let after: string | null = null; ;) {
      const variables = { ...question.variables, after };
      const data = await this.ask({ ...question, variables }, side, signal);
      const { nodes, next } = nodesOf(data[at]);
      found.push(...nodes);
      if (next === null) return found;
      after = next;
    }
  }
}

export function nodesOf(connection: Json | undefined): Nodes {
  const { nodes = null, pageInfo = null } = isJsonObject(connection) ? connection : {};
  const { hasNextPage, endCursor } = isJsonObject(pageInfo) ? pageInfo : {};
  return {
    nodes: isJsonList(nodes) ? nodes.filter(isJsonObject) : [],
    next: hasNextPage === true && typeof endCursor === 'string' ? endCursor : null,
  };
}

/** A term of a search, quoted so that no character of the value has a meaning (shopify.dev/docs/api/usage/search-syntax). */
export function term(field: string, value: string): string {
  return `${field}:"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
