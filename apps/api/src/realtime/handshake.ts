import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";

const tokenShape = /^[\w-]{43}$/;

const cookieOf = (header: string, name: string): string | undefined => {
  const found = header.split(";").find((part) => part.trimStart().startsWith(`${name}=`));
  return found?.slice(found.indexOf("=") + 1).trim();
};

/** SHA-256 of the sign-in token of a handshake: from the cookie, or as a bearer token for programs. */
export const tokenHashOf = ({ headers }: Pick<IncomingMessage, "headers">): Uint8Array | undefined => {
  const cookies = headers.cookie ?? "";
  // The prefixed one first: only this host itself can have set it.
  const token =
    cookieOf(cookies, "__Host-handrail") ??
    cookieOf(cookies, "handrail") ??
    /^bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];
  return token !== undefined && tokenShape.test(token) ? createHash("sha256").update(token).digest() : undefined;
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
