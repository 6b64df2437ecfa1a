import type { LogFormat } from '../log.ts';

export interface HubOptions {
  readonly configFile: string;
  readonly natsUrl: string;
  /** Where that NATS keeps its data, when it is on this machine: the hub then sees how full its disk is. */
  readonly natsFolder?: string | null;
  readonly databaseUrl: string;
  /** Where the hub writes `hub.json`, by which the CLI finds it. */
  readonly stateDir: string;
  /** Prefix of everything in NATS and the schema in PostgreSQL. Default: the configuration's, else `stellwerk`. */
  readonly namespace?: string;
  /** Where the control API listens. Default: the configuration's, else `127.0.0.1:0` (a free port). */
  readonly grpcAddress?: string;
  /** Where the HTTP server listens. Default: the configuration's, else `127.0.0.1:0` (a free port). */
  readonly httpAddress?: string;
  /** Default `auto`. */
  readonly log?: LogFormat;
  /** Where `\${NAME}` in the configuration comes from. Default: the process's environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** Every stream reads its source at the start, whatever its schedule says. Default: those that owe a run. */
  readonly readEverything?: boolean;
  /** Told what the start waits for, one line each. */
  readonly onProgress?: (line: string) => void;
  /** Gives up starting. */
  readonly signal?: AbortSignal;
}
