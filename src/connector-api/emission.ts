import type { JsonSchema } from '../domain/index.ts';

/** The messages that a lane sends, in the terms of AsyncAPI 3.0. Contains no secrets. */
export interface Emission {
  readonly servers: readonly EmittingServer[];
  /** The channel's address: a path, or a subject with a `{name}` placeholder for each part that varies by record. */
  readonly address: string;
  /** The placeholders in `address`, each with its description. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly description: string;
  readonly contentType: string;
  /** Object schema of the headers. */
  readonly headers: JsonSchema;
  /** The operation's bindings by protocol. */
  readonly bindings: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Returns the schema of the payload, given the schema of the mapped document in it. */
  payload(document: JsonSchema): JsonSchema;
}

export interface EmittingServer {
  readonly protocol: string;
  /** Host and port. */
  readonly host: string;
}
