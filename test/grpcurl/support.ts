import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
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

/** Opens the scripts of ops/grpcurl. They run with grpcurl if the machine has it, otherwise with a stand-in that calls `buf curl`. */
export async function openScripts(): Promise<Scripts> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-grpcurl-'));
  if (!(await hasGrpcurl())) {
    const standIn = path.join(root, 'test/support/grpcurl.ts');
    const script = `#!/bin/sh\nexec '${process.execPath}' '${standIn}' "$@"\n`;
    await writeFile(path.join(dir, 'grpcurl'), script, { mode: 0o755 });
  }
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

async function hasGrpcurl(): Promise<boolean> {
  const places = (process.env.PATH ?? '').split(path.delimiter).filter((place) => place !== '');
  const looks = places.map((place) => access(path.join(place, 'grpcurl'), constants.X_OK));
  return Promise.any(looks).then(
    () => true,
    () => false,
  );
}
