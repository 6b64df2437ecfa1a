import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface Weight {
  readonly heapMb: number;
  readonly rssMb: number;
  /** Subscriptions that the hub still holds for watchers. */
  readonly watchers: number;
}

/** A control server in another process. */
export interface FuzzedServer extends AsyncDisposable {
  readonly address: string;
  /** What must not happen: defects, uncaught errors, the end of the process. */
  readonly faults: string[];
  weigh(): Promise<Weight>;
}

interface Message {
  readonly address?: string;
  readonly weight?: Weight;
  readonly defect?: string;
  readonly uncaught?: string;
}

export async function startFuzzed(): Promise<FuzzedServer> {
  const child = fork(path.join(import.meta.dirname, 'server.ts'), { execArgv: ['--expose-gc'] });
  const faults: string[] = [];
  const started = Promise.withResolvers<string>();
  let weighed = Promise.withResolvers<Weight>();
  child.on('message', ({ address, weight, defect, uncaught }: Message) => {
    if (address !== undefined) started.resolve(address);
    if (weight !== undefined) weighed.resolve(weight);
    if (defect !== undefined) faults.push(`defect: ${defect}`);
    if (uncaught !== undefined) faults.push(`uncaught: ${uncaught}`);
  });
  const died = (code: number | null) => {
    faults.push(`ended with ${code}`);
    const error = new Error(`The server ended with ${code}: ${faults.join('\n')}`);
    started.reject(error);
    weighed.reject(error);
  };
  child.once('exit', died);
  weighed.promise.catch(() => undefined);
  return {
    address: await started.promise,
    faults,
    async weigh() {
      weighed = Promise.withResolvers();
      child.send('weigh');
      return weighed.promise;
    },
    async [Symbol.asyncDispose]() {
      child.off('exit', died);
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
