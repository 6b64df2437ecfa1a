/**
 * Authentication and authorization of callers: keys, tokens, certificates, roles, addresses, limits. Knows no protocol
 * except TLS.
 */
export { addressGroup, isCidr, isLoopbackUrl, Networks } from './addresses.ts';
export { makeAuthority, makeCertificate } from './authority.ts';
export type { CertificateWish, PemPair } from './authority.ts';
export { Guard } from './guard.ts';
export type { AccessSettings, CertificateEntry, GuardOptions } from './guard.ts';
export { KeyRing } from './key-ring.ts';
export type { IssuedApiKey, NewApiKey } from './key-ring.ts';
export { CallCounter } from './limits.ts';
export type { CallLimits } from './limits.ts';
export type { ApiKeyChange, ApiKeyStore } from './ports.ts';
export { SignIn } from './sign-in/sign-in.ts';
export type { SignedIn, SignInSettings } from './sign-in/sign-in.ts';
export type { OAuthSettings } from './tokens.ts';
export { TlsFiles } from './tls-files.ts';
export type { TlsFilesOptions, TlsSettings } from './tls-files.ts';
