import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { CliResult } from '../cli/support.ts';
import { cliEnv } from '../cli/support.ts';
import { root } from '../control/support.ts';

const LIMIT_MS = 60_000;

export interface Scripts extends AsyncDisposable {
  /** A folder without a hub, in which the scripts run. */
  readonly dir: string;
  run(script: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<CliResult>;
}

/** The scripts of ops/grpcurl as an operator runs them, with a grpcurl on the PATH that calls `buf curl`. */
export async function openScripts(): Promise<Scripts> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-grpcurl-'));
  const shim = path.join(root, 'test/support/grpcurl.ts');
  await writeFile(
    path.join(dir, 'grpcurl'),
    `#!/bin/sh\nexec '${process.execPath}' '${shim}' "$@"\n`,
    { mode: 0o755 },
  );
  return {
    dir,
    async run(script, args, env) {
      const file = path.join(root, 'ops/grpcurl', script);
      const options = {
        cwd: dir,
        env: cliEnv({ PATH: `${dir}:${process.env.PATH}`, ...env }),
        timeout: LIMIT_MS,
      };
      try {
        return { code: 0, ...(await promisify(execFile)(file, args, options)) };
      } catch (error) {
        const { code, stdout, stderr } = error as CliResult;
        return { code, stdout, stderr };
      }
    },
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true }),
  };
}
