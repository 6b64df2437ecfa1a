/** Routes without a check of the role here: the gate of the control API, or the credentials in the call, decide. */
export const judgedLater = { config: { access: { role: null, byPage: true } } } as const;
