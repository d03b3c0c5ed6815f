import type { Refusal } from "@handrail/domain/kernel/errors";

/** The origins whose pages may talk to this server: its own, exactly. */
export const ownOrigins = (publicUrl: string | undefined, host: string | undefined): readonly string[] => {
  if (publicUrl !== undefined) return [new URL(publicUrl).origin];
  return host === undefined ? [] : [`http://${host}`, `https://${host}`];
};

interface OriginFacts {
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly own: readonly string[];
}

/** A browser says where a request comes from; only this server's own pages may. Other programs say nothing. */
export const isOwnOrigin = ({ origin, fetchSite, own }: OriginFacts): boolean => {
  if (fetchSite !== undefined && fetchSite !== "same-origin") return false;
  return origin === undefined || own.includes(origin);
};

export const foreignOrigin: Refusal = {
  situation: "FOREIGN_ORIGIN",
  message: "Only this server's own pages may do this.",
};

/** Of a header, what may be written down: a short line, whatever the sender put there. */
const shown = (value: string | undefined): string | undefined => value?.replaceAll(/[^\x21-\x7e]/g, "?").slice(0, 200);

export interface SeenOrigin extends OriginFacts {
  readonly host: string | undefined;
  readonly publicUrl: string | undefined;
}

/** For the log: what was seen, and which setting decides. Both are addresses of servers, not of people. */
export const originFields = ({ origin, fetchSite, own, host, publicUrl }: SeenOrigin) => ({
  origin: shown(origin),
  fetchSite: shown(fetchSite),
  host: shown(host),
  expected: own.join(" or "),
  hint:
    fetchSite !== undefined && fetchSite !== "same-origin"
      ? "The page belongs to another site."
      : publicUrl === undefined
        ? "If this is your own page: let the proxy in front keep the Host header, or set PUBLIC_URL to the address people type."
        : "If this is your own page: set PUBLIC_URL to the address people type.",
});
