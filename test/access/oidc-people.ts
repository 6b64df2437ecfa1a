import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type Provider from 'oidc-provider';
import type { ClientMetadata, Configuration } from 'oidc-provider';

/** The provider's sign-in of people for one hub. */
export interface Desk {
  /** The hub's address for browsers. */
  readonly publicUrl: string;
  /** Null for a public client. */
  readonly clientSecret: string | null;
  /** The known people and their roles; `nobody` means no role. */
  readonly people: Readonly<Record<string, string>>;
  /** The lifetime of access tokens that can be refreshed. Absent: one hour, and they cannot be refreshed. */
  readonly renewed?: { readonly everyS: number };
  /** Makes the tokens that the token endpoint returns instead of the provider's; null for the provider's own. */
  instead: ((made: MadeTokens) => Promise<Partial<MadeTokens>>) | null;
}

export interface MadeTokens {
  readonly access_token: string;
  readonly id_token: string;
}

/** The hub's client id at the provider. */
export const HUB_CLIENT = 'hub-pages';

export function forPeople({ publicUrl, clientSecret, people, renewed }: Desk, audience: string) {
  const client: ClientMetadata = {
    client_id: HUB_CLIENT,
    ...(clientSecret === null
      ? { token_endpoint_auth_method: 'none' }
      : { client_secret: clientSecret }),
    grant_types: ['authorization_code', ...(renewed ? ['refresh_token'] : [])],
    response_types: ['code'],
    redirect_uris: [`${publicUrl}/api/sign-in/callback`],
    post_logout_redirect_uris: [`${publicUrl}/`],
    id_token_signed_response_alg: 'ES256',
  };
  const configuration: Configuration = {
    pkce: { required: () => true },
    cookies: { keys: ['of these tests'] },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) =>
      sub in people ? { accountId: sub, claims: async () => ({ sub }) } : undefined,
    issueRefreshToken: () => renewed !== undefined,
    // Grants access without asking people for consent.
    async loadExistingGrant({ oidc: { provider, client: asking, session } }) {
      const { accountId } = session ?? {};
      if (!asking || accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: asking.clientId, accountId });
      grant.addOIDCScope('openid');
      grant.addResourceScope(audience, '');
      await grant.save();
      return grant;
    },
  };
  return { client, configuration };
}

/** The provider's sign-in page. It asks for a name but no password, since the people are made up. */
export async function askWho(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html');
    response.end(form);
    return;
  }
  const name = new URLSearchParams(await text(request)).get('name') ?? '';
  const refusal = { error: 'access_denied', error_description: 'He would rather not.' };
  const result = name === '' ? refusal : { login: { accountId: name } };
  await provider.interactionFinished(request, response, result);
}

const form = `<!doctype html><title>Issuer</title>
<form method="post"><label>Name <input name="name"></label><button>Let me in</button></form>`;
