import type {
  AuditEntry,
  CallAttempt,
  ConnectorStatus,
  JsonObject,
  LaneStatus,
  StreamStatus,
} from '../../domain/index.ts';
import type { Credentials } from '../sessions.ts';

/** A call that a page makes. */
export interface CallByPage {
  /** As `LaneService/PauseLane`. */
  readonly method: string;
  /** In protobuf's JSON, as the answer. */
  readonly request: JsonObject;
  readonly attempt: CallAttempt;
  readonly signal: AbortSignal;
}

/** What the dashboard needs of a hub. `runtime` fills it. */
export interface DashboardPort {
  /**
   * Makes a unary call of the control API as the one whose attempt it is: the same roles and the same audit log hold.
   * @throws Failure as the call ends
   */
  call(call: CallByPage): Promise<JsonObject>;
  /** The hub as somebody sees it who is limited to these streams; null for all. */
  seenBy(streams: readonly string[] | null): LandscapePort;
  /** How a lane went in the last hour; null for one that is not known. */
  trend(lane: string): LaneTrend | null;
  /** Enters a sign-in into the audit log. One that cannot be stored is told elsewhere, and keeps nobody from looking. */
  note(entry: AuditEntry): Promise<void>;
  /** Null where people sign in by key alone. */
  readonly signIn: SignInPort | null;
}

/** Signing in at an OpenID Connect issuer. */
export interface SignInPort {
  /** What people call the issuer. */
  readonly label: string;
  /** Where browsers find the pages, without a slash at its end. */
  readonly publicUrl: string;
  /**
   * @param place where in the pages to go on afterwards
   * @returns where to send the browser, and what it has to keep until it is back
   * @throws Failure ISSUER_UNAVAILABLE
   */
  begin(place: string): Promise<{ readonly url: string; readonly ticket: string }>;
  /**
   * @param query with which the browser came back @param ticket what it kept; null when it kept nothing
   * @throws Failure SIGN_IN_REFUSED, ISSUER_UNAVAILABLE
   */
  finish(query: string, ticket: string | null): Promise<FinishedSignIn>;
}

/** What a sign-in came to; whether it lets anybody in is for the gate to say. */
export interface FinishedSignIn extends Credentials {
  readonly place: string;
  /** Where to sign out at the issuer, too; null when it has no such place. */
  readonly signOutUrl: string | null;
}

/** The state of everything, from memory. */
export interface LandscapePort {
  /** Asked for up to four times a second in all, while somebody looks. */
  connectors(): readonly ConnectorStatus[];
  streams(): readonly StreamStatus[];
  lanes(): readonly LaneStatus[];
  /** Calls back after anything changed (often). @returns what ends that */
  subscribe(listener: () => void): () => void;
}

/** A lane at even distances of time, oldest first. */
export interface LaneTrend {
  readonly atMs: readonly number[];
  /** Records settled since the lane exists. */
  readonly settled: readonly number[];
  /** Records that wait, parked ones included. */
  readonly waiting: readonly number[];
  /** Age of the oldest of them, milliseconds; 0 when nothing waits. */
  readonly oldestWaitingMs: readonly number[];
}
