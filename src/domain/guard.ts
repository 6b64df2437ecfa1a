import type { Caller, Role } from './caller.ts';
import type { Failure } from './failure.ts';

/** One try to call, as the connection and its headers show it. */
export interface CallAttempt {
  /** The other end of the connection, without port. */
  readonly peerAddress: string;
  /** This end of it. */
  readonly ownAddress: string;
  readonly forwardedFor: string | null;
  readonly authorization: string | null;
  /** Common name of the client certificate that TLS has verified. */
  readonly certificateName: string | null;
  /** Whoever asks counts such calls himself, by limits of their own. Default: they are counted by address. */
  readonly countedElsewhere?: boolean;
}

/** What becomes of an attempt. */
export interface GuardDecision {
  /** Where the call comes from, without port, as far as proxies may be believed. */
  readonly address: string;
  /** Who it is, also when that does not suffice; null for one that proved nothing. */
  readonly who: Pick<Caller, 'name' | 'by'> | null;
  /** Null when refused, and where nobody has to say who he is. */
  readonly caller: Caller | null;
  /** Why the call goes no further. */
  readonly refusal: Failure | null;
}

/** Decides who may make a call. `runtime` fills it. */
export interface GuardPort {
  /** @param needed the role that the call takes; null for calls that are open to all */
  decide(attempt: CallAttempt, needed: Role | null): Promise<GuardDecision>;
}

/** Without access settings a hub listens on loopback only, and whoever reaches it is the machine's own admin. */
export const everyoneIsAdmin: GuardPort = {
  async decide({ peerAddress: address }) {
    const who = { name: 'local', by: 'loopback' } as const;
    return {
      address,
      who,
      caller: { ...who, role: 'admin', address, streams: null },
      refusal: null,
    };
  },
};
