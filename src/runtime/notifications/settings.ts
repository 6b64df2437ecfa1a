import type { AlertPolicy } from '../../domain/index.ts';

interface Common extends AlertPolicy {
  /** By which its state is remembered over restarts. Default: made of the kind and the address. */
  readonly name: string;
}

/** A receiver of webhooks, signed as Standard Webhooks has it. */
export interface WebhookSettings extends Common {
  readonly kind: 'webhook';
  readonly url: string;
  /** `whsec_` and base64. */
  readonly secret: string;
}

/** A mailbox, reached by SMTP. */
export interface MailSettings extends Common {
  readonly kind: 'mail';
  /** `smtp://user:password@host:port`, or `smtps://`. */
  readonly smtp: string;
  readonly from: string;
  readonly to: readonly string[];
}

/** Where one sort of messages goes, and of what. */
export type NotificationSettings = WebhookSettings | MailSettings;
