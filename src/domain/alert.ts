/**
 * What an operator wants to be told of.
 * - `circuit-open`: a system does not answer, what goes there waits.
 * - `dead-letters`: records could not be delivered and wait for a person.
 * - `backlog`: a lane's oldest waiting record is older than its `lateAfter`.
 * - `schedule-missed`: a stream was not read when it was due.
 * - `certificate`: the hub's TLS certificate expires within two weeks.
 * - `stream-failed`: a stream, lane or connector gave up; it goes on only when a person resumes it.
 */
export const alertKinds = [
  'circuit-open',
  'dead-letters',
  'backlog',
  'schedule-missed',
  'certificate',
  'stream-failed',
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Something that is wrong now. */
export interface Trouble {
  readonly kind: AlertKind;
  /** Who has it, as `lane products/shop`. With the kind it names the trouble. */
  readonly subject: string;
  /** How it stands, in a sentence; it may change while the trouble is the same. No record's key or content. */
  readonly text: string;
}

/** A trouble that is or was told of. */
export interface Alert extends Omit<Trouble, 'kind'> {
  /** When it was seen first, milliseconds since the Unix epoch. */
  readonly sinceMs: number;
  /** When it was seen last. */
  readonly seenAtMs: number;
  /** Whether a message has named it since. */
  readonly told: boolean;
}

/** All troubles of one kind: they are told of together. */
export interface AlertGroup {
  readonly kind: AlertKind;
  readonly alerts: readonly Alert[];
  /** When the message before was made; null while nobody was told of anything. */
  readonly toldAtMs: number | null;
  /** Subjects that the message before named. */
  readonly told: readonly string[];
}

/** One message about one group. */
export interface Notice {
  readonly kind: AlertKind;
  /** `firing`: these are wrong. `resolved`: all that was told of is over. */
  readonly state: 'firing' | 'resolved';
  /** What is wrong; empty when it is over. */
  readonly alerts: readonly Alert[];
  /** Subjects that were told of and are over. */
  readonly over: readonly string[];
  readonly atMs: number;
}

export interface AlertPolicy {
  readonly on: ReadonlySet<AlertKind>;
  /**
   * A trouble is told of when it has lasted this long, and is over when it has been gone for this long; between two messages about
   * a group lies no less. So what comes and goes faster makes one message.
   */
  readonly afterMs: number;
  /** What lasts is told of again after this long. */
  readonly repeatMs: number;
}

export interface AlertsAfter {
  readonly groups: readonly AlertGroup[];
  /** At most one per group. */
  readonly notices: readonly Notice[];
}

/** What is to be told, given what is wrong now and what was known before. */
export function alertsOf(
  troubles: readonly Trouble[],
  before: readonly AlertGroup[],
  policy: AlertPolicy,
  nowMs: number,
): AlertsAfter {
  const groups: AlertGroup[] = [];
  const notices: Notice[] = [];
  for (const kind of alertKinds) {
    const known = before.find((group) => group.kind === kind) ?? newGroup(kind);
    const here = policy.on.has(kind) ? troubles.filter((trouble) => trouble.kind === kind) : [];
    const alerts = mergeAlerts(known.alerts, here, policy, nowMs);
    const group = { ...known, alerts };
    const notice = noticeOf(group, policy, nowMs);
    if (notice) notices.push(notice);
    const after = notice ? afterNotice(group, notice) : group;
    if (isKept(after, policy, nowMs)) groups.push(after);
  }
  return { groups, notices };
}

function newGroup(kind: AlertKind): AlertGroup {
  return { kind, alerts: [], toldAtMs: null, told: [] };
}

/** Those that are there, and those that have not been gone for long enough. */
function mergeAlerts(
  known: readonly Alert[],
  here: readonly Trouble[],
  { afterMs }: AlertPolicy,
  nowMs: number,
): Alert[] {
  const bySubject = new Map(known.map((alert) => [alert.subject, alert]));
  for (const { subject, text } of here) {
    const { sinceMs = nowMs, told = false } = bySubject.get(subject) ?? {};
    bySubject.set(subject, { subject, text, sinceMs, seenAtMs: nowMs, told });
  }
  return [...bySubject.values()].filter(({ seenAtMs }) => nowMs - seenAtMs < Math.max(afterMs, 1));
}

function noticeOf(group: AlertGroup, policy: AlertPolicy, nowMs: number): Notice | null {
  const { kind, alerts, toldAtMs, told } = group;
  const rested = toldAtMs === null || nowMs - toldAtMs >= policy.afterMs;
  if (!rested) return null;
  // One that is gone just now may have lasted long; whether it stays away is seen later.
  const due = alerts.filter(
    (alert) => alert.told || (alert.seenAtMs === nowMs && nowMs - alert.sinceMs >= policy.afterMs),
  );
  const isDue = new Set(due.map(({ subject }) => subject));
  const over = told.filter((subject) => !isDue.has(subject));
  const notice = { kind, alerts: due, over, atMs: nowMs };
  if (due.length === 0) return told.length === 0 ? null : { ...notice, state: 'resolved' };
  const isNews = due.some((alert) => !alert.told);
  const isOld = toldAtMs !== null && nowMs - toldAtMs >= policy.repeatMs;
  return isNews || isOld ? { ...notice, state: 'firing' } : null;
}

function afterNotice(group: AlertGroup, { alerts, atMs }: Notice): AlertGroup {
  const told = new Set(alerts.map(({ subject }) => subject));
  const marked = group.alerts.map((one) => ({ ...one, told: told.has(one.subject) }));
  return { ...group, alerts: marked, toldAtMs: atMs, told: [...told] };
}

/** One that is resolved is kept for a while, so that its next message does not follow on its heels. */
function isKept({ alerts, told, toldAtMs }: AlertGroup, { afterMs }: AlertPolicy, nowMs: number) {
  const rests = toldAtMs !== null && nowMs - toldAtMs < afterMs;
  return alerts.length > 0 || told.length > 0 || rests;
}

/** After a restart: what was told of is given time to be seen again before it counts as over. */
export function resumeAlerts(groups: readonly AlertGroup[], nowMs: number): AlertGroup[] {
  return groups.map((group) => ({
    ...group,
    alerts: group.alerts.map((alert) => ({ ...alert, seenAtMs: nowMs })),
  }));
}
