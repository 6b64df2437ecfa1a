// Original file: proto/stellwerk/control/v1/dead_letters.proto

/**
 * What a replay would do to one dead letter.
 */
export const ReplayEffect = {
  /**
   * Never sent.
   */
  REPLAY_EFFECT_UNSPECIFIED: 'REPLAY_EFFECT_UNSPECIFIED',
  /**
   * It would be sent.
   */
  REPLAY_EFFECT_DELIVER: 'REPLAY_EFFECT_DELIVER',
  /**
   * The target already holds it.
   */
  REPLAY_EFFECT_UNCHANGED: 'REPLAY_EFFECT_UNCHANGED',
  /**
   * The target holds a newer version.
   */
  REPLAY_EFFECT_SUPERSEDED: 'REPLAY_EFFECT_SUPERSEDED',
  /**
   * It would become a dead letter again.
   */
  REPLAY_EFFECT_DEAD_LETTER: 'REPLAY_EFFECT_DEAD_LETTER',
} as const;

/**
 * What a replay would do to one dead letter.
 */
export type ReplayEffect =
  /**
   * Never sent.
   */
  | 'REPLAY_EFFECT_UNSPECIFIED'
  | 0
  /**
   * It would be sent.
   */
  | 'REPLAY_EFFECT_DELIVER'
  | 1
  /**
   * The target already holds it.
   */
  | 'REPLAY_EFFECT_UNCHANGED'
  | 2
  /**
   * The target holds a newer version.
   */
  | 'REPLAY_EFFECT_SUPERSEDED'
  | 3
  /**
   * It would become a dead letter again.
   */
  | 'REPLAY_EFFECT_DEAD_LETTER'
  | 4

/**
 * What a replay would do to one dead letter.
 */
export type ReplayEffect__Output = typeof ReplayEffect[keyof typeof ReplayEffect]
