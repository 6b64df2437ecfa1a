import type {
  AuditEntry,
  CallAttempt,
  ConnectorStatus,
  JsonObject,
  LaneStatus,
  StreamStatus,
} from '../../domain/index.ts';
import type { Credentials } from '../sessions.ts';

/** A call made by a page. */
export interface CallByPage {
  /** For example `LaneService/PauseLane`. */
  readonly method: string;
  /** In protobuf's JSON, like the answer. */
  readonly request: JsonObject;
  readonly attempt: CallAttempt;
  readonly signal: AbortSignal;
}

/** What the dashboard needs from a hub. `runtime` provides it. */
export interface DashboardPort {
  /**
   * Makes a unary call of the control API on behalf of the caller of `attempt`: the same roles and audit log apply.
   * @throws Failure of the call
   */
  call(call: CallByPage): Promise<JsonObject>;
  /** The hub as seen by a caller who is limited to these streams; null for all. */
  seenBy(streams: readonly string[] | null): LandscapePort;
  /** The last hour of a lane; null for an unknown lane. */
  trend(lane: string): LaneTrend | null;
  /** Records a sign-in in the audit log. An entry that cannot be stored is reported elsewhere and does not block the sign-in. */
  note(entry: AuditEntry): Promise<void>;
  /** Null when an API key is the only way to sign in. */
  readonly signIn: SignInPort | null;
}

/** Signing in through an OpenID Connect issuer. */
export interface SignInPort {
  /** The issuer's name for people. */
  readonly label: string;
  /** The address of the pages for browsers, without a slash at its end. */
  readonly publicUrl: string;
  /**
   * Begins a sign-in.
   * @param place where in the pages to continue afterwards
   * @returns where to send the browser, and what it must keep until it is back
   * @throws Failure ISSUER_UNAVAILABLE
   */
  begin(place: string): Promise<{ readonly url: string; readonly ticket: string }>;
  /**
   * Completes a sign-in.
   * @param query with which the browser came back @param ticket what it kept; null when it kept nothing
   * @throws Failure SIGN_IN_REFUSED, ISSUER_UNAVAILABLE
   */
  finish(query: string, ticket: string | null): Promise<FinishedSignIn>;
}

/** The result of a sign-in; the gate decides whether it grants access. */
export interface FinishedSignIn extends Credentials {
  readonly place: string;
  /** Where to sign out at the issuer as well; null when it has no such address. */
  readonly signOutUrl: string | null;
}

/** The state of everything, from memory. */
export interface LandscapePort {
  /** Called up to four times a second in total while a dashboard is open. */
  connectors(): readonly ConnectorStatus[];
  streams(): readonly StreamStatus[];
  lanes(): readonly LaneStatus[];
  /** Calls back after any change (often). @returns a function that unsubscribes */
  subscribe(listener: () => void): () => void;
}

/** Figures of a lane at equal intervals, oldest first. */
export interface LaneTrend {
  readonly atMs: readonly number[];
  /** Records settled since the lane was created. */
  readonly settled: readonly number[];
  /** Records that wait, including parked ones. */
  readonly waiting: readonly number[];
  /** Age of the oldest waiting record in milliseconds; 0 when none waits. */
  readonly oldestWaitingMs: readonly number[];
}
