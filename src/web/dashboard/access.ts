/** Routes that the gate of the control API judges, or what the call itself shows. */
export const judgedLater = { config: { access: { role: null, byPage: true } } } as const;
