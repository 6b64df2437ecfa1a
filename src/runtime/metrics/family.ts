import type { ConnectorStatus, LaneStatus, StreamStatus } from '../../domain/index.ts';

/** A system, stream or lane as status shows it, with the labels of all its series. */
export interface Labelled<Status> {
  readonly labels: string;
  readonly status: Status;
}

/** What a scrape shows. It is asked once for all families: ten thousand streams are many. */
export interface Seen {
  readonly connectors: readonly Labelled<ConnectorStatus>[];
  readonly streams: readonly Labelled<StreamStatus>[];
  readonly lanes: readonly Labelled<LaneStatus>[];
}

/** One series: its labels (see `labelsOf`), its present value and, in a histogram, what it holds of it. */
export type Reading = readonly [
  labels: string,
  value: number,
  part?: '_bucket' | '_sum' | '_count',
];

/** Figures of one name. */
export interface Family {
  /** A counter is a sum that the hub keeps itself, in PostgreSQL or by its logs, so that it continues after a restart. */
  readonly type: 'gauge' | 'counter' | 'histogram';
  readonly name: string;
  readonly help: string;
  /** Called at each scrape. What is not read, because it has disappeared or its server is away, is left out, and not 0. */
  readonly read: (seen: Seen) => Iterable<Reading> | Promise<Iterable<Reading>>;
}

/** Size of the pieces of text. Others have their turn between two. */
const PIECE_CHARS = 64 * 1024;

/** Renders labels for all lines that have them: `stream="orders",connector="erp"`. */
export function labelsOf(labels: Readonly<Record<string, string>>): string {
  const escaped = (value: string) =>
    value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join();
}

/** Returns one series per state; the current one is 1. So a graph or a rule can name a state. */
export function* states<S extends string>(
  labels: string,
  all: readonly S[],
  current: S,
): Generator<Reading> {
  for (const state of all) yield [`${labels},state="${state}"`, state === current ? 1 : 0];
}

/** Reads all families, and returns their text in pieces that are rendered as they are taken. */
export async function textOf(families: readonly Family[], seen: Seen): Promise<Iterable<string>> {
  const read = families.map(async (family) => [family, await family.read(seen)] as const);
  return pieces(await Promise.all(read));
}

function* pieces(read: readonly (readonly [Family, Iterable<Reading>])[]): Generator<string> {
  let text = '';
  for (const [{ name, help, type }, readings] of read) {
    text += `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
    for (const [labels, value, part = ''] of readings) {
      text += labels === '' ? `${name}${part} ${value}\n` : `${name}${part}{${labels}} ${value}\n`;
      if (text.length < PIECE_CHARS) continue;
      yield text;
      text = '';
    }
  }
  yield text;
}
