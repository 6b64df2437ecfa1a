import type { Delivery, HeldThing, Outcome, PeekedThing, Target } from '../connector-api/index.ts';
import { Failure } from '../connector-api/index.ts';
import { isExternalId } from '../domain/index.ts';
import type { Check } from './check.ts';
import { broken, check, need, needEqual, shown, skip, thrown } from './check.ts';
import { Stage } from './stage.ts';
import type { Effect, Subject, TargetSubject } from './subject.ts';
import type { Ended } from './time.ts';
import { calm, ended, persisted } from './time.ts';

/** Versions of this run are newer than those of earlier runs. */
const FIRST_VERSION = Date.now() * 1000;

/** A thing as the hub knows it after its delivery. */
export interface Known {
  readonly key: string;
  readonly externalId: string;
}

/** Delivers to a target as the hub does, and finds out what the system holds then. */
export class TargetDriver {
  readonly #subject: TargetSubject;

  constructor(subject: TargetSubject) {
    this.#subject = subject;
  }

  delivery(key: string, state: number, fields: Partial<Delivery> = {}): Delivery {
    return {
      masterKey: `m-${key}`,
      externalId: null,
      key,
      version: FIRST_VERSION + state,
      operation: 'upsert',
      document: this.#subject.document(key, state),
      idempotencyKey: `${key}:${state}`,
      repeated: false,
      ...fields,
    };
  }

  thing({ key, externalId }: PeekedName, state: number): PeekedThing {
    const document = this.#subject.document(key, state);
    return { masterKey: `m-${key}`, externalId, key, document };
  }

  /** Delivers, and requires that every record gets an outcome. After a failure that passes it delivers again, as the hub. */
  async deliver(target: Target, deliveries: readonly Delivery[]): Promise<readonly Outcome[]> {
    let batch = deliveries;
    const end = await persisted(() => {
      const sent = batch;
      batch = deliveries.map((one) => ({ ...one, repeated: true }));
      return this.attempt(target, sent);
    }, failsForNow);
    if (end.kind === 'threw') {
      return broken(
        `deliver of ${deliveries.length} records that the system accepts threw ${thrown(end.error)}.`,
      );
    }
    return end.result;
  }

  /** Delivers, and requires that a returned list of outcomes has the right form. */
  async attempt(
    target: Target,
    deliveries: readonly Delivery[],
    signal = calm(),
  ): Promise<Ended<readonly Outcome[]>> {
    const end = await ended('deliver', () => target.deliver(deliveries, signal));
    if (end.kind === 'returned') needOutcomes(end.result, deliveries.length);
    return end;
  }

  /** Delivers, and requires that the target holds everything then. */
  async apply(target: Target, deliveries: readonly Delivery[]): Promise<readonly Known[]> {
    const outcomes = await this.deliver(target, deliveries);
    return deliveries.map(({ key }, nth) => ({ key, externalId: idOf(outcomes[nth], nth) }));
  }

  /** Requires that exactly these changes of each thing took effect, as far as the test can tell. */
  async needEffects(things: readonly PeekedName[], expected: Effect['state'][]): Promise<void> {
    const effects = await this.#subject.effects?.();
    if (!effects) return;
    const states = statesByKey(effects);
    for (const { key } of things)
      needEqual(states.get(key) ?? [], expected, `The changes of ${key} in the system`);
  }

  /** Skips the check if neither the target nor the test can tell what the system holds. */
  needSight(target: Target): void {
    if (target.peek || this.#subject.effects) return;
    skip(
      'the target has no `peek` and the test no `effects`, so nobody sees what the system holds',
    );
  }

  /** Requires that the system holds this state of these things. */
  async needHeld(target: Target, things: readonly Known[], state: number): Promise<void> {
    const states = statesByKey((await this.#subject.effects?.()) ?? []);
    if (this.#subject.effects) {
      for (const { key } of things)
        needEqual(states.get(key)?.at(-1), state, `The last change of ${key} in the system`);
    }
    if (!target.peek) return;
    const answers = await this.peek(target, things, state);
    for (const [nth, held] of answers.entries()) {
      const name = shown(things[nth]);
      if (held === null) broken(`peek returned null for ${name}, which was applied.`);
      needEqual(held.now, held.then, `What the target holds as ${name}`);
    }
  }

  /** Requires that the system holds nothing of a thing. */
  async needGone(target: Target, thing: PeekedName): Promise<void> {
    const last = statesByKey((await this.#subject.effects?.()) ?? [])
      .get(thing.key)
      ?.at(-1);
    if (typeof last === 'number') broken(`${thing.key} is there, its last change is ${last}.`);
    if (!target.peek) return;
    const [held] = await this.peek(target, [thing], 1);
    if (held) broken(`The target still holds ${shown(thing)}: ${shown(held.now)}.`);
  }

  async peek(
    target: Target,
    names: readonly PeekedName[],
    state: number,
  ): Promise<readonly (HeldThing | null)[]> {
    const things = names.map((name) => this.thing(name, state));
    const answers = (await target.peek?.({ things, signal: calm() })) ?? [];
    const count = answers.length;
    need(count === names.length, `peek for ${names.length} things returned ${count} answers.`);
    return answers;
  }
}

/** A thing that the target may not have an id for. */
export interface PeekedName {
  readonly key: string;
  readonly externalId: string | null;
}

function statesByKey(effects: readonly Effect[]): Map<string, Effect['state'][]> {
  const states = new Map<string, Effect['state'][]>();
  for (const { key, state } of effects) states.set(key, [...(states.get(key) ?? []), state]);
  return states;
}

function failsForNow(end: Ended<readonly Outcome[]>): boolean {
  return end.kind === 'threw'
    ? Failure.from(end.error, 'TARGET_UNAVAILABLE').retryable
    : end.result.some(({ kind }) => kind === 'unreached');
}

function needOutcomes(outcomes: readonly Outcome[], count: number): void {
  const list: unknown = outcomes;
  need(Array.isArray(list), `deliver returned no list, but ${shown(outcomes)}.`);
  need(
    outcomes.length === count,
    `deliver returned ${outcomes.length} outcomes for ${count} deliveries.`,
  );
  outcomes.forEach((one, nth) => {
    switch (one.kind) {
      case 'applied':
      case 'unchanged':
        if (typeof one.externalId === 'string' && isExternalId(one.externalId)) return;
        return broken(`Outcome ${nth} has no id that the hub can store: ${shown(one)}.`);
      case 'failed':
      case 'unreached':
        if (one.failure instanceof Failure && one.failure.message !== '') return;
        return broken(`Outcome ${nth} has no Failure that says what happened: ${shown(one)}.`);
      case 'changed':
        return;
      default:
        broken(`Outcome ${nth} is of no kind that the hub knows: ${shown(one)}.`);
    }
  });
}

function idOf(outcome: Outcome | undefined, nth: number): string {
  if (outcome && 'externalId' in outcome) return outcome.externalId;
  const why = outcome && 'failure' in outcome ? `: ${thrown(outcome.failure)}` : '';
  return broken(`Record ${nth}, which the system accepts, is ${outcome?.kind}${why}.`);
}

/** Makes checks of a target, each with a stage of its own. */
export function targetCheck(subject: Subject, target: TargetSubject) {
  return (
    title: string,
    at: string,
    work: (stage: Stage, driver: TargetDriver) => Promise<void>,
  ): Check =>
    check(title, at, async () => {
      await using stage = new Stage(subject);
      await work(stage, new TargetDriver(target));
    });
}
