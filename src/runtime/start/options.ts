import type { LogFormat } from '../log.ts';

export interface HubOptions {
  readonly configFile: string;
  readonly natsUrl: string;
  /** Data folder of that NATS server, if it is on this machine. It lets the hub see how full the server's disk is. */
  readonly natsFolder?: string | null;
  readonly databaseUrl: string;
  /** Folder in which the hub writes `hub.json`, by which the CLI finds it. */
  readonly stateDir: string;
  /** Prefix of everything in NATS and the schema in PostgreSQL. Default: the configuration's, else `stellwerk`. */
  readonly namespace?: string;
  /** Address of the control API. Default: the configuration's, else `127.0.0.1:0` (a free port). */
  readonly grpcAddress?: string;
  /** Address of the HTTP server. Default: the configuration's, else `127.0.0.1:0` (a free port). */
  readonly httpAddress?: string;
  /** Default `auto`. */
  readonly log?: LogFormat;
  /** Values for `${NAME}` in the configuration. Default: the process's environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** If true, every stream reads its source at the start, whatever its schedule says. Default: only streams with a run due. */
  readonly readEverything?: boolean;
  /** If true, streams whose `from` differs from that of the last start give up their log. Default: the start is refused. */
  readonly allowDataLoss?: boolean;
  /** Called with one line for each thing that the start waits for. */
  readonly onProgress?: (line: string) => void;
  /** Aborts the start. */
  readonly signal?: AbortSignal;
}
