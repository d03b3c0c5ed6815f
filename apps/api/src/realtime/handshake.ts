import type { IncomingMessage } from "node:http";

import { readToken } from "../modules/access/cookie.ts";
import { hashOfToken } from "../modules/access/token.ts";

/** SHA-256 of the sign-in token of a handshake: from the cookie, or as a bearer token for programs. */
export const tokenHashOf = ({ headers }: Pick<IncomingMessage, "headers">): Uint8Array | undefined => {
  const { cookie, authorization, origin } = headers;
  const token = readToken({ cookie, authorization, isSecure: origin?.startsWith("https:") === true });
  return token === null ? undefined : hashOfToken(token);
};

/** A cookie comes along from any page; a browser's Origin and Sec-Fetch-Site say which page it was. */
export const isOwnPage = (
  { headers }: Pick<IncomingMessage, "headers">,
  isAllowedOrigin: (origin: string | undefined, host: string | undefined) => boolean,
): boolean => {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return false;
  return isAllowedOrigin(headers.origin, headers.host);
};
