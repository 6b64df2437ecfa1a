/**
 * The conditions that operators can be notified of.
 * - `server-away`: the hub's own PostgreSQL or NATS does not answer, so it stands still.
 * - `circuit-open`: a system does not answer, so its records wait.
 * - `dead-letters`: records could not be delivered and need a person.
 * - `backlog`: a lane's oldest waiting record is older than its `lateAfter`.
 * - `schedule-missed`: a stream was not read when it was due.
 * - `certificate`: the hub's TLS certificate expires within two weeks.
 * - `stream-failed`: a stream, lane or connector gave up; it continues only when a person resumes it.
 * - `import-failed`: an import gave up; it continues only when a person resumes it, or is cancelled.
 */
export const alertKinds = [
  'server-away',
  'circuit-open',
  'dead-letters',
  'backlog',
  'schedule-missed',
  'certificate',
  'stream-failed',
  'import-failed',
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** A problem that exists now. */
export interface Trouble {
  readonly kind: AlertKind;
  /** What is affected, such as `lane products/shop`. Kind and subject together identify the trouble. */
  readonly subject: string;
  /** Its current state in one sentence; it may change during the same trouble. Contains no record's key or content. */
  readonly text: string;
}

/** A trouble that the hub tracks in order to notify about it. */
export interface Alert extends Omit<Trouble, 'kind'> {
  /** When it was first seen, in milliseconds since the Unix epoch. */
  readonly sinceMs: number;
  /** When it was last seen. */
  readonly seenAtMs: number;
  /** Whether the last message named it. */
  readonly told: boolean;
}

/** All troubles of one kind; one message reports them together. */
export interface AlertGroup {
  readonly kind: AlertKind;
  readonly alerts: readonly Alert[];
  /** When the last message was made; null before the first. */
  readonly toldAtMs: number | null;
  /** Subjects that the last message named. */
  readonly told: readonly string[];
}

/** One message about one group. */
export interface Notice {
  readonly kind: AlertKind;
  /** `firing`: the troubles in `alerts` exist. `resolved`: every trouble that was reported is over. */
  readonly state: 'firing' | 'resolved';
  /** The current troubles; empty when `resolved`. */
  readonly alerts: readonly Alert[];
  /** Subjects that were reported before and are over now. */
  readonly over: readonly string[];
  readonly atMs: number;
}

export interface AlertPolicy {
  readonly on: ReadonlySet<AlertKind>;
  /**
   * A trouble is reported once it has lasted this long, and is over once it has been absent this long. Messages about a group are
   * also at least this far apart, so a flapping trouble makes few messages.
   */
  readonly afterMs: number;
  /** A trouble that persists is reported again after this long. */
  readonly repeatMs: number;
}

export interface AlertsAfter {
  readonly groups: readonly AlertGroup[];
  /** At most one per group. */
  readonly notices: readonly Notice[];
}

/** Decides which notices to send, from the current troubles and the groups known so far. */
export function alertsOf(
  troubles: readonly Trouble[],
  before: readonly AlertGroup[],
  policy: AlertPolicy,
  nowMs: number,
): AlertsAfter {
  const groups: AlertGroup[] = [];
  const notices: Notice[] = [];
  for (const kind of alertKinds) {
    const known = knownBy(nowMs, before.find((group) => group.kind === kind) ?? newGroup(kind));
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

/** If the clock was put back, what lies in the future counts as now. Nothing would be told before the clock is there again. */
function knownBy(nowMs: number, { alerts, toldAtMs, ...group }: AlertGroup): AlertGroup {
  return {
    ...group,
    toldAtMs: toldAtMs === null ? null : Math.min(toldAtMs, nowMs),
    alerts: alerts.map((alert) => ({
      ...alert,
      sinceMs: Math.min(alert.sinceMs, nowMs),
      seenAtMs: Math.min(alert.seenAtMs, nowMs),
    })),
  };
}

/** Returns the current alerts, and the absent ones that have not been gone for `afterMs` yet. */
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
  // An absent alert that was never reported is not due: a later call sees whether it comes back.
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

/** Keeps a resolved group until `afterMs` has passed, so that its next message does not follow immediately. */
function isKept({ alerts, told, toldAtMs }: AlertGroup, { afterMs }: AlertPolicy, nowMs: number) {
  const rests = toldAtMs !== null && nowMs - toldAtMs < afterMs;
  return alerts.length > 0 || told.length > 0 || rests;
}

/** After a restart, gives reported troubles time to be seen again before they count as over. */
export function resumeAlerts(groups: readonly AlertGroup[], nowMs: number): AlertGroup[] {
  return groups.map((group) => ({
    ...group,
    alerts: group.alerts.map((alert) => ({ ...alert, seenAtMs: nowMs })),
  }));
}
