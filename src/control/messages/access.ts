import type { ApiKey, Caller } from '../../domain/index.ts';
import type {
  ApiKey as ApiKeyMessage,
  ApiKey__Output,
} from '../gen/stellwerk/control/v1/ApiKey.ts';
import type { StreamLimit, StreamLimit__Output } from '../gen/stellwerk/control/v1/StreamLimit.ts';
import type {
  WhoAmIResponse,
  WhoAmIResponse__Output,
} from '../gen/stellwerk/control/v1/WhoAmIResponse.ts';
import { momentMessage, optionalMoment, readMoment, readOptionalMoment } from './moment.ts';
import { stateWords } from './state.ts';

export const roles = stateWords({
  viewer: 'ROLE_VIEWER',
  operator: 'ROLE_OPERATOR',
  admin: 'ROLE_ADMIN',
} as const);
const proofs = stateWords({
  loopback: 'PROOF_LOOPBACK',
  'api-key': 'PROOF_API_KEY',
  oauth: 'PROOF_OAUTH',
  certificate: 'PROOF_CERTIFICATE',
} as const);

export function apiKeyMessage(key: ApiKey): ApiKeyMessage {
  const { id, name, role, streams } = key;
  return {
    ...{ id, name },
    role: roles.toWord(role),
    limitedTo: limitMessage(streams),
    createTime: momentMessage(key.createdAtMs),
    expireTime: optionalMoment(key.expiresAtMs),
    revokeTime: optionalMoment(key.revokedAtMs),
    lastUseTime: optionalMoment(key.lastUsedAtMs),
  };
}

export function readApiKey(key: ApiKey__Output): ApiKey {
  const { id, name, role, limitedTo } = key;
  return {
    ...{ id, name },
    role: roles.toState(role),
    streams: readLimit(limitedTo),
    createdAtMs: readMoment(key.createTime),
    expiresAtMs: readOptionalMoment(key.expireTime),
    revokedAtMs: readOptionalMoment(key.revokeTime),
    lastUsedAtMs: readOptionalMoment(key.lastUseTime),
  };
}

export function callerMessage({ name, role, by, address, streams }: Caller): WhoAmIResponse {
  return {
    ...{ name, address },
    role: roles.toWord(role),
    proof: proofs.toWord(by),
    limitedTo: limitMessage(streams),
  };
}

export function readCaller(answer: WhoAmIResponse__Output): Caller {
  const { name, role, proof, address, limitedTo } = answer;
  return {
    ...{ name, address },
    role: roles.toState(role),
    by: proofs.toState(proof),
    streams: readLimit(limitedTo),
  };
}

export function limitMessage(streams: readonly string[] | null): StreamLimit | null {
  return streams && { streams: [...streams] };
}

export function readLimit(limit: StreamLimit__Output | null): readonly string[] | null {
  return limit && limit.streams;
}
