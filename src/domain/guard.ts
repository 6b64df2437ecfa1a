import type { Caller, Role } from './caller.ts';
import type { Failure } from './failure.ts';

/** One attempt to make a call, as seen from the connection and its headers. */
export interface CallAttempt {
  /** The remote address of the connection, without the port. */
  readonly peerAddress: string;
  /** The local address of the connection. */
  readonly ownAddress: string;
  readonly forwardedFor: string | null;
  readonly authorization: string | null;
  /** Common name of the client certificate that TLS has verified. */
  readonly certificateName: string | null;
  /** Whether the call is counted elsewhere, by limits of its own or when it began. By default it is counted by address. */
  readonly countedElsewhere?: boolean;
}

/** The decision about an attempt. */
export interface GuardDecision {
  /** The caller's address without the port; forwarded addresses count only where the proxy is trusted. */
  readonly address: string;
  /** Who the address stands for, for limits per sender: itself, or its network in IPv6. */
  readonly sender: string;
  /** The identity, even if it is not sufficient for the call; null when none was proven. */
  readonly who: Pick<Caller, 'name' | 'by'> | null;
  /** Null when the call is refused, and when it needs no authentication. */
  readonly caller: Caller | null;
  /** Why the call is refused; null when it is allowed. */
  readonly refusal: Failure | null;
  /** Whether it is another one of too many calls in this minute; such refusals are not recorded one by one. */
  readonly isRepeated: boolean;
}

/** Decides who may make a call. Implemented by `runtime`. */
export interface GuardPort {
  /** @param needed the role that the call requires; null for calls that are open to everyone */
  decide(attempt: CallAttempt, needed: Role | null): Promise<GuardDecision>;
}

/** Without access settings the hub listens on loopback only, and every caller is admin. */
export const everyoneIsAdmin: GuardPort = {
  async decide({ peerAddress: address }) {
    const who = { name: 'local', by: 'loopback' } as const;
    return {
      address,
      sender: address,
      who,
      caller: { ...who, role: 'admin', address, streams: null },
      refusal: null,
      isRepeated: false,
    };
  },
};
