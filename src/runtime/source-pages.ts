import type { ConnectorStatus, PlanRequest, RejectedRow } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { StreamPlan } from './config/index.ts';
import type { LaneAtWork } from './lane-effects.ts';
import type { StreamAtWork } from './stream-effects.ts';

export interface SourceParts {
  readonly connector: (name: string) => Pick<ConnectorStatus, 'state' | 'lastError'>;
}

/** Returns the lanes of a stream, or only the one asked for. @throws Failure NOT_FOUND */
export function lanesOf(
  stream: StreamPlan,
  lanes: ReadonlyMap<string, LaneAtWork>,
  asked: string | null,
): readonly LaneAtWork[] {
  const wanted = stream.lanes.filter(({ name }) => asked === null || asked === name);
  if (wanted.length === 0 && asked !== null) throw notFound('lane', asked);
  return wanted.map(({ name }) => {
    const lane = lanes.get(name);
    if (!lane) throw notFound('lane', name);
    return lane;
  });
}

/** A page of a source that is read independently of its stream. */
export interface SourcePage {
  readonly records: Awaited<ReturnType<StreamAtWork['readPage']>>['records'];
  readonly rejected: readonly RejectedRow[];
  /** Whether this page ends the source. */
  readonly complete: boolean;
}

/** Yields pages from the saved cursor, which is not moved. Checks the source's circuit before each page. */
export async function* readPages(
  { connector }: SourceParts,
  stream: StreamAtWork,
  { limit, fromStart }: Pick<PlanRequest, 'limit' | 'fromStart'>,
  signal: AbortSignal,
): AsyncGenerator<SourcePage> {
  if (stream.changes !== null && !fromStart) throw tellsByItself(stream.plan.name);
  const source = stream.openSource();
  try {
    if (source.isSilent) throw cannotBeRead(stream.plan);
    let cursor = fromStart ? null : (await stream.ledger.load()).cursor;
    for (let left = limit, more = true; more && left > 0;) {
      const name = stream.plan.connector;
      requireReady(name, connector(name), 'SOURCE_UNAVAILABLE');
      const size = Math.min(stream.plan.pageSize, left);
      const page = await stream.readPage(source, { cursor, limit: size, signal });
      const rows = page.records.length + page.rejected.length;
      const records = page.records.slice(0, left);
      yield {
        records,
        rejected: page.rejected.slice(0, Math.max(0, left - records.length)),
        complete: !page.more && rows <= left,
      };
      left -= rows;
      ({ cursor, more } = page);
    }
  } finally {
    await source.close?.();
  }
}

/** Yields the same pages, reading one ahead while the last is processed. */
export async function* oneAhead<Page>(pages: AsyncGenerator<Page>): AsyncGenerator<Page> {
  const advance = () => {
    const next = pages.next();
    next.catch(() => undefined); // Reported when it is its turn.
    return next;
  };
  let next = advance();
  try {
    for (;;) {
      const page = await next;
      if (page.done) return;
      next = advance();
      yield page.value;
    }
  } finally {
    await next.catch(() => undefined);
    await pages.return(undefined);
  }
}

/** Throws unless the system may be called: its circuit is closed and it is not paused. */
export function requireReady(
  name: string,
  { state, lastError }: Pick<ConnectorStatus, 'state' | 'lastError'>,
  code: 'SOURCE_UNAVAILABLE' | 'TARGET_UNAVAILABLE',
): void {
  // During the first check there is no reason to refuse yet.
  if (state === 'ready' || (state === 'checking' && !lastError)) return;
  const why = lastError ? `: ${lastError.message}` : '';
  if (state === 'paused' || state === 'failed') {
    throw new Failure('COMMAND_REJECTED', {
      message: `Connector ${name} is ${state}${why}; resume it, then try again.`,
    });
  }
  throw new Failure(code, { message: `Connector ${name} is ${state} at the moment${why}` });
}

function tellsByItself(stream: string): Failure {
  return new Failure('COMMAND_REJECTED', {
    message: `Stream ${stream} captures changes as they happen, so there are none waiting to plan; plan it from the start.`,
  });
}

function cannotBeRead({ name, connector }: Pick<StreamPlan, 'name' | 'connector'>): Failure {
  return new Failure('COMMAND_REJECTED', {
    message: `Stream ${name} reads nothing: ${connector} sends records itself and cannot be read, so there is nothing to compare.`,
  });
}

export function notFound(kind: 'stream' | 'lane', name: string): Failure {
  return new Failure('NOT_FOUND', { message: `There is no ${kind} "${name}".` });
}
