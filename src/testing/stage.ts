import type { Connector, Source, Target } from '../connector-api/index.ts';
import { broken, need, skip } from './check.ts';
import type { Subject } from './subject.ts';
import { ended } from './time.ts';

/** Contract of `Connector.close`. */
const CLOSES_MS = 5_000;

/** Distinguishes the things of this run from those of earlier runs against the same system. */
const RUN = `sw${Date.now().toString(36)}`;
let stages = 0;

type Fault = 'away' | 'silent' | 'unanswered';

/** What one check opens, and the names of its things. Closes everything when it is disposed. */
export class Stage implements AsyncDisposable {
  readonly #subject: Subject;
  readonly #number = ++stages;
  readonly #opened = new AsyncDisposableStack();

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  /** A key that no other check and no other run uses. */
  key(name: string | number): string {
    return `${RUN}-${this.#number}-${name}`;
  }

  open(): Connector {
    const connector = this.#subject.open();
    this.#opened.defer(() => closed('Connector.close', () => connector.close()));
    return connector;
  }

  /** @param connector default: one of its own, as after a restart of the hub */
  source(connector = this.open()): Source {
    const { source: subject } = this.#subject;
    need(subject !== undefined, 'The test has no source.');
    const source = connector.source?.(subject.settings);
    if (!source) return broken('The connector has no `source`.');
    this.#opened.defer(() => closed('Source.close', async () => source.close?.()));
    return source;
  }

  /** @param connector default: one of its own, as after a restart of the hub */
  target(connector = this.open(), lane = 'conformance/target'): Target {
    const { target: subject } = this.#subject;
    need(subject !== undefined, 'The test has no target.');
    const { entity, options = {} } = subject;
    const target = connector.target?.({ entity, options, lane });
    if (!target) return broken('The connector has no `target`.');
    this.#opened.defer(() => closed('Target.close', async () => target.close?.()));
    return target;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened.disposeAsync();
  }
}

async function closed(what: string, close: () => Promise<void>): Promise<void> {
  const end = await ended(what, close, CLOSES_MS);
  if (end.kind === 'threw') throw end.error;
}

/** Skips the check if the test cannot cause this fault. */
export function needFault({ faults }: Subject, fault: Fault): void {
  if (!faults) skip('the test cannot turn the system off (`faults`)');
  if (!faults[fault]) skip(`the test cannot make the system ${fault} (\`faults.${fault}\`)`);
}

/** Runs work while the system has a fault, and ends the fault afterwards. */
export async function during(
  { faults }: Subject,
  fault: Fault,
  work: () => Promise<void>,
): Promise<void> {
  await faults?.[fault]?.();
  try {
    await work();
  } finally {
    await faults?.back();
  }
}
