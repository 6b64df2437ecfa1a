import type { ApiKey, Caller } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { ApiKeyWish, ShownApiKey } from './api-keys-port.ts';
import type { CallLimits } from './client-call.ts';
import { callOnce } from './client-call.ts';
import type { AccessServiceClient } from './gen/stellwerk/control/v1/AccessService.ts';
import type { ApiKey__Output } from './gen/stellwerk/control/v1/ApiKey.ts';
import type { CreateApiKeyResponse__Output } from './gen/stellwerk/control/v1/CreateApiKeyResponse.ts';
import type { ListApiKeysResponse__Output } from './gen/stellwerk/control/v1/ListApiKeysResponse.ts';
import type { RevokeApiKeyResponse__Output } from './gen/stellwerk/control/v1/RevokeApiKeyResponse.ts';
import type { WhoAmIResponse__Output } from './gen/stellwerk/control/v1/WhoAmIResponse.ts';
import { limitMessage, momentMessage, readApiKey, readCaller, roles } from './messages/index.ts';

/** The part of the API that manages access. */
export interface AccessClient {
  whoAmI(): Promise<Caller>;
  listKeys(): Promise<readonly ApiKey[]>;
  /** @param wish with the lifetime in milliseconds, null for unlimited */
  createKey(
    wish: Omit<ApiKeyWish, 'expiresAtMs'> & { readonly lifetimeMs: number | null },
  ): Promise<ShownApiKey>;
  rotateKey(id: string, graceMs: number): Promise<ShownApiKey>;
  revokeKey(id: string): Promise<ApiKey>;
}

export function accessClient(access: AccessServiceClient, limits: CallLimits): AccessClient {
  return {
    async whoAmI() {
      const answer = await callOnce<WhoAmIResponse__Output>(limits, (options, done) =>
        access.whoAmI({}, options, done),
      );
      return readCaller(answer);
    },
    async listKeys() {
      const { keys } = await callOnce<ListApiKeysResponse__Output>(limits, (options, done) =>
        access.listApiKeys({}, options, done),
      );
      return keys.map(readApiKey);
    },
    async createKey({ name, role, streams, lifetimeMs }) {
      const lifetime = lifetimeMs === null ? null : momentMessage(lifetimeMs);
      const limitedTo = limitMessage(streams);
      const request = { name, role: roles.toWord(role), limitedTo, lifetime };
      return shown(
        await callOnce<CreateApiKeyResponse__Output>(limits, (options, done) =>
          access.createApiKey(request, options, done),
        ),
      );
    },
    async rotateKey(id, graceMs) {
      const request = { id, grace: momentMessage(graceMs) };
      return shown(
        await callOnce<CreateApiKeyResponse__Output>(limits, (options, done) =>
          access.rotateApiKey(request, options, done),
        ),
      );
    },
    async revokeKey(id) {
      const { key } = await callOnce<RevokeApiKeyResponse__Output>(limits, (options, done) =>
        access.revokeApiKey({ id }, options, done),
      );
      return answered(key);
    },
  };
}

function shown({ key, secret }: CreateApiKeyResponse__Output): ShownApiKey {
  return { key: answered(key), secret };
}

function answered(key: ApiKey__Output | null): ApiKey {
  if (key) return readApiKey(key);
  throw new Failure('INTERNAL', { message: 'The hub answered without the key.' });
}
