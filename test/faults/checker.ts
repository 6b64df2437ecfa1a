import type { Change, LaneHistory, Write } from './history.ts';
import { nameOf } from './history.ts';

export type Rule =
  | 'lost'
  | 'invented'
  | 'twice'
  | 'order'
  | 'poison'
  | 'dead-letters'
  | 'sent-again'
  | 'different'
  | 'decided'
  | 'revived'
  | 'unanswered'
  | 'answer'
  | 'rejects'
  | 'unfinished'
  | 'counts';

export interface Violation {
  readonly lane: string;
  readonly rule: Rule;
  readonly key: string;
  /** What had to be delivered and what was written, for this key only. */
  readonly evidence: string;
}

/** Returns what has not arrived yet, so that the caller can wait longer; `violations` also checks rules that waiting cannot fix. */
export function missing(history: LaneHistory): Violation[] {
  return [...byKey(history)].flatMap(([key, own]) => {
    const wanted = own.changes.filter(({ poisoned }) => !poisoned);
    const written = new Set(own.writes.map(nameOf));
    const needed = history.semantics === 'event' ? wanted : wanted.slice(-1);
    // When the newest version of state is poisoned, all that is certain is that it must not be there.
    const settles = history.semantics === 'event' || own.changes.at(-1)?.poisoned === false;
    // A thing that never reached the target need not be deleted there.
    const isDone = (change: Change) =>
      written.has(nameOf(change)) || (change.deleted === true && own.writes.length === 0);
    const lost = settles ? needed.filter((change) => !isDone(change)) : [];
    return lost.length > 0 ? [violation(history, 'lost', key, own)] : [];
  });
}

/** Returns every broken rule, the shortest histories first. */
export function violations(history: LaneHistory): Violation[] {
  const found = [...byKey(history)].flatMap(([key, own]) => [
    ...(isInvented(own) ? [violation(history, 'invented', key, own)] : []),
    ...(isTwice(own) ? [violation(history, 'twice', key, own)] : []),
    ...(isOutOfOrder(own) ? [violation(history, 'order', key, own)] : []),
    ...(isPoisonWritten(own) ? [violation(history, 'poison', key, own)] : []),
    ...(areLettersWrong(history, own) ? [violation(history, 'dead-letters', key, own)] : []),
    ...(own.sentAgain.length > 0 ? [violation(history, 'sent-again', key, own)] : []),
  ]);
  const different = history.differences.map((one) => {
    return { ...one, lane: history.lane, rule: 'different' as const };
  });
  return [...found, ...different, ...missing(history)].sort(
    (one, other) => one.evidence.length - other.evidence.length,
  );
}

interface KeyHistory {
  readonly changes: Change[];
  readonly writes: Write[];
  readonly letters: string[];
  readonly sentAgain: Write[];
}

function byKey({ changes, writes, deadLetters, sentAgain }: LaneHistory): Map<string, KeyHistory> {
  const keys = new Map<string, KeyHistory>();
  const of = (key: string): KeyHistory => {
    const own = keys.get(key) ?? { changes: [], writes: [], letters: [], sentAgain: [] };
    keys.set(key, own);
    return own;
  };
  for (const change of changes) of(change.key).changes.push(change);
  for (const write of writes) of(write.key).writes.push(write);
  for (const write of sentAgain) of(write.key).sentAgain.push(write);
  for (const letter of deadLetters)
    of(letter.slice(0, letter.lastIndexOf('@'))).letters.push(letter);
  return keys;
}

function isInvented({ changes, writes }: KeyHistory): boolean {
  const known = new Set(changes.map(nameOf));
  return writes.some((write) => !known.has(nameOf(write)));
}

function isTwice({ writes }: KeyHistory): boolean {
  const named = writes.map((write) => `${nameOf(write)} ${write.content ?? ''}`);
  return new Set(named).size < writes.length;
}

function isOutOfOrder({ writes }: KeyHistory): boolean {
  return writes.some(({ version }, index) => version < (writes[index - 1]?.version ?? -Infinity));
}

function isPoisonWritten({ changes, writes }: KeyHistory): boolean {
  const poison = new Set(changes.filter(({ poisoned }) => poisoned).map(nameOf));
  return writes.some((write) => poison.has(nameOf(write)));
}

/** Events: a letter for each poisoned one. State: one for the newest version if it is poisoned, since later versions close letters. */
function areLettersWrong({ semantics }: LaneHistory, { changes, letters }: KeyHistory): boolean {
  const poison = changes.filter(({ poisoned }) => poisoned).map(nameOf);
  const newest = changes.at(-1);
  const due = semantics === 'event' ? poison : newest?.poisoned ? [nameOf(newest)] : [];
  const allowed = new Set(semantics === 'event' ? due : poison);
  return due.some((one) => !letters.includes(one)) || letters.some((one) => !allowed.has(one));
}

function violation(
  { lane }: LaneHistory,
  rule: Violation['rule'],
  key: string,
  { changes, writes, letters, sentAgain }: KeyHistory,
): Violation {
  const wanted = changes.map((one) => `${one.version}${one.poisoned ? '!' : ''}`).join(' ');
  const written = writes.map(({ version }) => version).join(' ');
  const again = sentAgain.map(({ version }) => version).join(' ');
  const evidence = `committed ${wanted}; written ${written}; dead letters ${letters.join(' ')}${again && `; sent again ${again}`}`;
  return { lane, rule, key, evidence };
}
