import { LoginAuthorizer, requestToken } from '../http/auth.ts';
import type { AmazonSettings } from './spec.ts';

/** Logs in with Amazon (LWA): exchanges the seller's refresh token, which stays the same, for an access token of an hour. */
export function loginWithAmazon({
  tokenUrl,
  clientId,
  clientSecret,
  refreshToken,
  timeoutMs,
}: AmazonSettings): LoginAuthorizer {
  const form = new URLSearchParams({
    ...{ grant_type: 'refresh_token', refresh_token: refreshToken },
    ...{ client_id: clientId, client_secret: clientSecret },
  });
  return new LoginAuthorizer(async (side) => {
    const { token, endsAtMs } = await requestToken(tokenUrl, form, {}, { timeoutMs, side });
    return { headers: { 'x-amz-access-token': token }, endsAtMs };
  });
}
