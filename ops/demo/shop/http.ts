import type { IncomingMessage } from 'node:http';
import type { ClientBase } from 'pg';

/** The part of the shop's database that a handler may use: within a request it is one transaction. */
export type Transaction = Pick<ClientBase, 'query'>;

export interface ShopRequest {
  /** The variable parts of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined for a request without a body. */
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by handlers: the whole request is refused, and nothing of it is stored. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** Reads a request's text. @throws Refusal 413 when it is too long */
export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // The sender of too much must still read the answer, so the connection stays open.
  const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Refusal(413, `a request may have ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** @throws Refusal 400 when it is not JSON */
export function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(400, `the body is no JSON: ${(error as Error).message}`);
  }
}
