import { timingSafeEqual } from 'node:crypto';
import type { CallAttempt, GuardDecision, GuardPort, Role } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import { addressGroup, loopback, Networks, originOf, plainAddress } from './addresses.ts';
import type { KeyRing } from './key-ring.ts';
import { hashOf } from './key-text.ts';
import type { CallLimits } from './limits.ts';
import { CallCounter } from './limits.ts';
import type { Proof } from './proof.ts';
import { unauthenticated } from './proof.ts';
import type { OAuthSettings } from './tokens.ts';
import { TokenVerifier } from './tokens.ts';

export interface CertificateEntry {
  readonly commonName: string;
  readonly role: Role;
  /** Null for all streams. */
  readonly streams: readonly string[] | null;
}

export interface AccessSettings {
  /** Whether API keys are accepted. */
  readonly apiKeys: boolean;
  readonly oauth: OAuthSettings | null;
  /** Holders whose client certificates, signed by the authority in the TLS settings, are accepted. */
  readonly certificates: readonly CertificateEntry[];
  /** Networks that may call; empty for all. */
  readonly allow: readonly string[];
  /** Networks of proxies that are trusted to report the caller's address. */
  readonly trustedProxies: readonly string[];
  readonly limits: CallLimits;
}

export interface GuardOptions {
  readonly settings: AccessSettings;
  readonly keys: KeyRing;
  /** The secret that a caller on this machine presents if it can read the hub's own files; null if there is none. */
  readonly localSecret: string | null;
}

/**
 * Admits or refuses calls, for all protocols. It checks in this order: may the address call, has it calls left, who is
 * the caller, has the caller calls left, does the caller's role allow the call.
 */
export class Guard implements GuardPort {
  readonly #settings: AccessSettings;
  readonly #keys: KeyRing;
  readonly #localSecretHash: Buffer | null;
  readonly #tokens: TokenVerifier | null;
  readonly #allowed: Networks;
  readonly #proxies: Networks;
  readonly #byAddress: CallCounter;
  readonly #byIdentity: CallCounter;

  constructor({ settings, keys, localSecret }: GuardOptions) {
    this.#settings = settings;
    this.#keys = keys;
    this.#localSecretHash = localSecret === null ? null : digest(localSecret);
    this.#tokens = settings.oauth && new TokenVerifier(settings.oauth);
    this.#allowed = new Networks(settings.allow);
    this.#proxies = new Networks(settings.trustedProxies);
    this.#byAddress = new CallCounter(settings.limits.perAddress, 'this address');
    this.#byIdentity = new CallCounter(settings.limits.perIdentity, 'this caller');
  }

  async decide(attempt: CallAttempt, needed: Role | null): Promise<GuardDecision> {
    const { peerAddress, forwardedFor, countedElsewhere = false } = attempt;
    const address = originOf(peerAddress, forwardedFor, this.#proxies);
    const sender = addressGroup(address);
    const excess = countedElsewhere ? null : await this.#byAddress.count(sender);
    const isRepeated = excess?.isRepeated ?? false;
    const atTheDoor = { address, sender, who: null, caller: null, isRepeated };
    const kept = this.#keepOut(address) ?? excess?.refusal ?? null;
    if (kept || needed === null) return { ...atTheDoor, refusal: kept };
    try {
      return {
        sender,
        ...(await this.#judge(await this.#prove(attempt, address), address, needed)),
      };
    } catch (error) {
      return { ...atTheDoor, refusal: Failure.from(error) };
    }
  }

  #keepOut(address: string): Failure | null {
    if (this.#allowed.isEmpty || this.#allowed.has(address)) return null;
    return new Failure('ADDRESS_DENIED', { message: `Calls from ${address} are not allowed` });
  }

  async #prove(attempt: CallAttempt, address: string): Promise<Proof> {
    const { authorization, certificateName } = attempt;
    // A presented credential has to be valid: no silent fallback to another one.
    if (authorization !== null) return this.#proveBearer(authorization, attempt, address);
    const entry = this.#settings.certificates.find(
      ({ commonName }) => commonName === certificateName,
    );
    if (!entry) throw unauthenticated('The call carries no credentials');
    const { commonName: name, role, streams } = entry;
    return { name, by: 'certificate', role, streams, refusal: null };
  }

  async #proveBearer(authorization: string, attempt: CallAttempt, address: string) {
    const [, token] = /^Bearer ([\w.~+/=-]{1,16384})$/i.exec(authorization) ?? [];
    if (token === undefined) {
      throw unauthenticated('The authorization header must read "Bearer KEY" or "Bearer TOKEN"');
    }
    if (this.#comesFromHere(attempt, address) && this.#isLocalSecret(token)) return localProof;
    if (token.startsWith('swk_') && this.#settings.apiKeys) return this.#keys.prove(token);
    if (this.#tokens && !token.startsWith('swk_')) return this.#tokens.prove(token);
    throw unauthenticated('This hub does not accept this kind of credential');
  }

  #comesFromHere({ peerAddress, ownAddress }: CallAttempt, address: string): boolean {
    const peer = plainAddress(peerAddress);
    // Not through a proxy: behind one, all callers seem to come from this machine.
    return peer === address && (loopback.has(peer) || peer === plainAddress(ownAddress));
  }

  #isLocalSecret(token: string): boolean {
    return this.#localSecretHash !== null && timingSafeEqual(digest(token), this.#localSecretHash);
  }

  async #judge(proof: Proof, address: string, needed: Role) {
    const { name, by, role, streams } = proof;
    const who = { name, by };
    const excess = proof.refusal ? null : await this.#byIdentity.count(`${by} ${name}`);
    const refusal = proof.refusal ?? excess?.refusal ?? mayAct(role, needed);
    const caller = refusal || role === null ? null : { ...who, role, address, streams };
    return { address, who, caller, refusal, isRepeated: excess?.isRepeated ?? false };
  }
}

const localProof: Proof = {
  ...{ name: 'local', by: 'loopback', role: 'admin', streams: null },
  refusal: null,
};

const ranks = { viewer: 0, operator: 1, admin: 2 } as const satisfies Record<Role, number>;

function mayAct(role: Role | null, needed: Role): Failure | null {
  if (role !== null && ranks[role] >= ranks[needed]) return null;
  const has = role === null ? 'This caller has no role' : `The caller's role is ${role}`;
  return new Failure('PERMISSION_DENIED', { message: `${has}; this call requires ${needed}` });
}

function digest(text: string): Buffer {
  return Buffer.from(hashOf(text), 'hex');
}
