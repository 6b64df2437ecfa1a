// Original file: proto/stellwerk/control/v1/relinking.proto

/**
 * What becomes of what a two-way flow knows.
 */
export const FlowFate = {
  /**
   * Never sent.
   */
  FLOW_FATE_UNSPECIFIED: 'FLOW_FATE_UNSPECIFIED',
  /**
   * It counts as before.
   */
  FLOW_FATE_KEPT: 'FLOW_FATE_KEPT',
  /**
   * Each side comes from another thing: where they differ, the flow's rule for conflicts decides.
   */
  FLOW_FATE_JOINED: 'FLOW_FATE_JOINED',
  /**
   * The sides are two things now.
   */
  FLOW_FATE_PARTED: 'FLOW_FATE_PARTED',
} as const;

/**
 * What becomes of what a two-way flow knows.
 */
export type FlowFate =
  /**
   * Never sent.
   */
  | 'FLOW_FATE_UNSPECIFIED'
  | 0
  /**
   * It counts as before.
   */
  | 'FLOW_FATE_KEPT'
  | 1
  /**
   * Each side comes from another thing: where they differ, the flow's rule for conflicts decides.
   */
  | 'FLOW_FATE_JOINED'
  | 2
  /**
   * The sides are two things now.
   */
  | 'FLOW_FATE_PARTED'
  | 3

/**
 * What becomes of what a two-way flow knows.
 */
export type FlowFate__Output = typeof FlowFate[keyof typeof FlowFate]
