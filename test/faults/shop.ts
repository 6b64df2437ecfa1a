import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Write } from './history.ts';
import type { Mood } from './shop-process.ts';

interface Request extends Write {
  readonly entity: string;
  readonly repeated: boolean;
}

/** A target that runs as a process of its own. */
export class Shop implements AsyncDisposable {
  readonly port: number;
  readonly #process: ChildProcess;
  readonly #logFile: string;

  private constructor(child: ChildProcess, port: number, logFile: string) {
    this.#process = child;
    this.port = port;
    this.#logFile = logFile;
  }

  static async start(logFile: string, seed: number): Promise<Shop> {
    await writeFile(logFile, '');
    const child = fork(path.join(import.meta.dirname, 'shop-process.ts'), [logFile, String(seed)]);
    const [port] = (await once(child, 'message')) as [number];
    return new Shop(child, port, logFile);
  }

  be(mood: Mood): void {
    this.#process.send(mood);
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.#process.kill(name);
  }

  /** Returns the writes of an entity that took effect, in order. */
  async writes(entity: string): Promise<Write[]> {
    return (await this.requests(entity)).filter(({ repeated }) => !repeated);
  }

  /** Returns all write requests for an entity, including repeated ones. */
  async requests(entity: string): Promise<Request[]> {
    return (await this.#log()).filter((request) => request.entity === entity);
  }

  async #log(): Promise<Request[]> {
    // The last line may be incomplete.
    const lines = (await readFile(this.#logFile, 'utf8')).split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as Request);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }
}
