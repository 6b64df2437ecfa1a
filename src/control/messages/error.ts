import type { ErrorStatus, FailureCode, Stage } from '../../domain/index.ts';
import type {
  ErrorStatus as ErrorMessage,
  ErrorStatus__Output,
} from '../gen/stellwerk/control/v1/ErrorStatus.ts';
import { momentMessage, readMoment } from './moment.ts';

export function errorMessage(error: ErrorStatus | null): ErrorMessage | null {
  if (error === null) return null;
  const { atMs, ...told } = error;
  return { ...told, at: momentMessage(atMs) };
}

/** Codes and stages of a newer hub pass unchanged: they are only displayed. */
export function readError(message: ErrorStatus__Output | null): ErrorStatus | null {
  if (!message) return null;
  const { code, stage, message: text, remedy, at } = message;
  return {
    code: code as FailureCode,
    stage: stage as Stage,
    message: text,
    remedy,
    atMs: readMoment(at),
  };
}
