import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

/** A year, as browsers' preload lists ask for. */
const transportSecurity = "max-age=31536000; includeSubDomains";

/**
 * The headers of every answer. They are set after the handler: a handler that returns a response of its own would lose
 * what was set before. An answer that does not say how long it may be kept may not be kept at all.
 */
export const answerHeaders = (publicUrl: string | undefined): readonly MiddlewareHandler[] => [
  secureHeaders({
    referrerPolicy: "same-origin",
    xFrameOptions: "DENY",
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
    // Over plain http browsers ignore it; it is only right where people type an https address.
    strictTransportSecurity: publicUrl?.startsWith("https:") === true ? transportSecurity : false,
  }),
  async (c, next) => {
    await next();
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
  },
];
