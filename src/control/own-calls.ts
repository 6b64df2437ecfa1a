import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Server } from '@grpc/grpc-js';
import { Client, credentials, Metadata, ServerCredentials } from '@grpc/grpc-js';
import type { CallAttempt, JsonObject } from '../domain/index.ts';
import { callOnce } from './client-call.ts';
import type { Vouchers } from './gate/vouchers.ts';
import { jsonMethod } from './json-methods.ts';

/** Longer than the hub's own limit for a call, whose error message is more precise. */
const CALL_LIMIT_MS = 65_000;
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** A call on behalf of a caller who arrived through the HTTP server. */
export interface CallOnBehalf {
  /** Such as `LaneService/PauseLane`. */
  readonly method: string;
  /** In protobuf's JSON, like the answer. */
  readonly request: JsonObject;
  /** The caller's address and credentials, which the gate judges like all others. */
  readonly attempt: CallAttempt;
  readonly signal: AbortSignal;
}

/**
 * The hub's calls to itself. They take the full path, including gate, roles and audit log, so that the pages can do
 * nothing that the control API would refuse. They use a Unix socket in a folder that only this user may enter, created
 * at the first call.
 */
export class OwnCalls {
  readonly #server: Server;
  readonly #vouchers: Vouchers;
  #opened: Promise<{ readonly folder: string; readonly client: Client }> | null = null;

  constructor(server: Server, vouchers: Vouchers) {
    this.#server = server;
    this.#vouchers = vouchers;
  }

  /** @throws Failure the failure of the call; NOT_FOUND, INVALID_REQUEST if the call cannot be made */
  async call({ method, request, attempt, signal }: CallOnBehalf): Promise<JsonObject> {
    const way = jsonMethod(method);
    const message = way.encode(request);
    const { client } = await (this.#opened ??= this.#open().catch(this.#forget));
    const metadata = new Metadata();
    const withdraw = this.#vouchers.issue(attempt, metadata);
    const limits = { address: 'itself', limitMs: CALL_LIMIT_MS, signal };
    try {
      return await callOnce<JsonObject>(limits, (options, done) =>
        client.makeUnaryRequest(
          way.path,
          (bytes: Buffer) => bytes,
          (bytes: Buffer) => way.decode(bytes),
          message,
          metadata,
          options,
          done,
        ),
      );
    } finally {
      withdraw();
    }
  }

  async close(): Promise<void> {
    const { folder, client } = (await this.#opened?.catch(() => null)) ?? {};
    client?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }

  /** A full disk at the first call must not block all later calls. */
  readonly #forget = (error: unknown): never => {
    this.#opened = null;
    throw error;
  };

  async #open() {
    const folder = await mkdtemp(path.join(tmpdir(), 'stellwerk-'));
    const address = `unix:${path.join(folder, 'control')}`;
    await this.#listen(address).catch(async (error: unknown) => {
      await rm(folder, { recursive: true, force: true });
      throw error;
    });
    const options = { 'grpc.max_receive_message_length': MAX_ANSWER_BYTES };
    return { folder, client: new Client(address, credentials.createInsecure(), options) };
  }

  #listen(address: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.bindAsync(address, ServerCredentials.createInsecure(), (error) =>
        error ? reject(error) : resolve(),
      );
    });
  }
}
