import type { Context } from "hono";

import type { Log } from "../kernel/log.ts";
import { foreignOrigin, isOwnOrigin, originFields, ownOrigins } from "../kernel/origin.ts";

interface Parts {
  readonly log: Log;
  readonly publicUrl: string | undefined;
}

interface SiteHeaders {
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly host: string | undefined;
}

/** Whether a request comes from a page of this server. A refusal is logged with the setting that decides. */
export const isFromOwnSite = ({ host, ...said }: SiteHeaders, { log, publicUrl }: Parts): boolean => {
  const facts = { ...said, own: ownOrigins(publicUrl, host) };
  if (isOwnOrigin(facts)) return true;
  const { situation } = foreignOrigin;
  log.warn("Access was denied", { event: "access_denied", situation, ...originFields({ ...facts, host, publicUrl }) });
  return false;
};

export const isFromOwnPage = (c: Context, parts: Parts): boolean =>
  isFromOwnSite(
    { origin: c.req.header("origin"), fetchSite: c.req.header("sec-fetch-site"), host: c.req.header("host") },
    parts,
  );
