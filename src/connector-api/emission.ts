import type { JsonSchema } from '../domain/index.ts';

/** What a lane tells its readers as messages, in the words of AsyncAPI 3.0. No secrets. */
export interface Emission {
  readonly servers: readonly EmittingServer[];
  /** The channel's address: a path, or a subject in which `{name}` stands for what differs from record to record. */
  readonly address: string;
  /** What stands for the names in `address`, each with its meaning. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly description: string;
  readonly contentType: string;
  /** Object schema of the headers. */
  readonly headers: JsonSchema;
  /** The operation's bindings by protocol. */
  readonly bindings: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The payload around a mapped document of this schema. */
  payload(document: JsonSchema): JsonSchema;
}

export interface EmittingServer {
  readonly protocol: string;
  /** Host and port. */
  readonly host: string;
}
