/**
 * Tests that a connector keeps the contract of `src/connector-api`: every check is one of its promises. The project's own
 * kinds pass the same checks.
 */
import type { Check } from './check.ts';
import { connectorChecks } from './connector-checks.ts';
import { changeChecks } from './source-changes.ts';
import { readingChecks } from './source-checks.ts';
import { fetchChecks } from './source-fetch.ts';
import type { Subject } from './subject.ts';
import { deliveryChecks } from './target-checks.ts';
import { targetFailureChecks } from './target-failures.ts';
import { questionChecks } from './target-questions.ts';
import { unansweredChecks } from './target-unanswered.ts';

export type { Check, SkipContext } from './check.ts';
export { connectorChecks } from './connector-checks.ts';
export type {
  Effect,
  Faults,
  SourceRow,
  SourceSubject,
  SourceWrites,
  Subject,
  TargetSubject,
} from './subject.ts';

/**
 * The checks of a connector, for any test runner:
 *
 * ```ts
 * for (const { title, run } of conformance(subject)) test(title, run);
 * ```
 *
 * Nothing is opened before they run. They run one at a time, in any order. What they write has keys of its own, and remains
 * in the system.
 */
export function conformance(subject: Subject): readonly Check[] {
  return [...connectorChecks(subject), ...sourceChecks(subject), ...targetChecks(subject)];
}

/** Those of its source; none if the subject has none. */
export function sourceChecks(subject: Subject): readonly Check[] {
  const { source } = subject;
  if (!source) return [];
  return [
    ...readingChecks(subject, source),
    ...changeChecks(subject, source),
    ...fetchChecks(subject, source),
  ];
}

/** Those of its target; none if the subject has none. */
export function targetChecks(subject: Subject): readonly Check[] {
  const { target } = subject;
  if (!target) return [];
  return [
    ...deliveryChecks(subject, target),
    ...targetFailureChecks(subject, target),
    ...questionChecks(subject, target),
    ...unansweredChecks(subject, target),
  ];
}
