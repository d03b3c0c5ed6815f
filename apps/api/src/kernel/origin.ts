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
