import { Webhook } from 'standardwebhooks';
import { eitherSignal } from '../../domain/index.ts';
import type { Message } from './message.ts';
import { payloadOf, subjectOf, textOf } from './message.ts';
import type { MailSettings, NotificationSettings, WebhookSettings } from './settings.ts';

const ANSWER_MS = 10_000;

/** Sends one message. */
export interface Sender {
  /**
   * @returns the addresses that were refused, while others accepted it
   * @throws Error when the receiver has not accepted it, as far as the sender knows
   */
  send(message: Message, signal: AbortSignal): Promise<readonly string[]>;
}

/** Opens the sender for a receiver. The mail library is loaded only when mail is sent. */
export async function openSender(settings: NotificationSettings): Promise<Sender> {
  return settings.kind === 'webhook' ? webhookSender(settings) : mailSender(settings);
}

function webhookSender({ url, secret }: WebhookSettings): Sender {
  const signer = new Webhook(secret);
  return {
    async send(message, signal) {
      const body = payloadOf(message);
      // The time of sending, since receivers refuse old timestamps.
      const now = new Date();
      using limit = eitherSignal(signal, AbortSignal.timeout(ANSWER_MS));
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': message.id,
          'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
          'webhook-signature': signer.sign(message.id, now, body),
        },
        body,
        // A redirect could send the message to an address that nobody configured.
        redirect: 'manual',
        signal: limit.signal,
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`The receiver answered ${answer.status}.`);
      return [];
    },
  };
}

async function mailSender({ smtp, from, to }: MailSettings): Promise<Sender> {
  const { createTransport } = await import('nodemailer');
  const limits = {
    connectionTimeout: ANSWER_MS,
    greetingTimeout: ANSWER_MS,
    socketTimeout: ANSWER_MS,
  };
  return {
    async send(message, signal) {
      // A new connection for each message: they are few. Closing may not end the call at once; the time limits do, a
      // little later.
      const transport = createTransport({ url: smtp, ...limits });
      const close = () => transport.close();
      signal.addEventListener('abort', close, { once: true });
      try {
        const { rejected } = await transport.sendMail({
          from,
          to: [...to],
          subject: subjectOf(message),
          text: textOf(message),
          messageId: `<${message.id}@stellwerk>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return rejected.map(String);
      } finally {
        signal.removeEventListener('abort', close);
        transport.close();
      }
    },
  };
}
