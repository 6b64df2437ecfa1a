import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ControlClient } from '../../src/control/index.ts';
import { connectControl } from '../../src/control/index.ts';

const ANSWER_LIMIT_MS = 5_000;

/** Calls the control API of the hub that is running at the moment. */
export class HubClient implements Disposable {
  readonly #file: string;
  #client: ControlClient | null = null;

  /** @param stateDir where the hub writes its address */
  constructor(stateDir: string) {
    this.#file = path.join(stateDir, 'hub.json');
  }

  /** @throws what the call throws, or an error when no hub is running; the next call reads the address again */
  async call<T>(call: (client: ControlClient, signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      this.#client ??= await connectControl(await this.#address());
      return await call(this.#client, AbortSignal.timeout(ANSWER_LIMIT_MS));
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#client?.close();
    this.#client = null;
  }

  async #address(): Promise<string> {
    const { grpcAddress } = JSON.parse(await readFile(this.#file, 'utf8')) as {
      grpcAddress: string;
    };
    return grpcAddress;
  }
}
