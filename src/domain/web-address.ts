/** A pattern for addresses of web servers in the configuration. `fetch` refuses one with a user and password, at every attempt. */
export const WEB_ADDRESS = '^https?://[^/?#@]+([/?#]|$)';
