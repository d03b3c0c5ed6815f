import { pino, type Logger } from "pino";

/** Fields that a log line may hold; whatever else is passed is dropped, so that no name, note or address slips in. */
const allowed = new Set([
  "requestId",
  "procedure",
  "situation",
  "status",
  "ms",
  "event",
  "eventId",
  "attempts",
  "code",
  "errorName",
  "stack",
  "port",
  "url",
  "sockets",
  "count",
  "pool",
  "faultId",
  "route",
  "part",
  "build",
  // Of a refused origin: addresses of servers.
  "origin",
  "fetchSite",
  "host",
  "expected",
  "hint",
]);

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

const kept = (fields: LogFields): LogFields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => allowed.has(key)));

export const createLog = (level: string): Log => {
  const logger: Logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    info: (message, fields = {}) => logger.info(kept(fields), message),
    warn: (message, fields = {}) => logger.warn(kept(fields), message),
    error: (message, fields = {}) => logger.error(kept(fields), message),
  };
};

/**
 * What of an unknown error may be written down: its kind, its code and where it was thrown. Never its message: drivers
 * put values into it.
 */
export const describeError = (error: unknown): LogFields => {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(root instanceof Error)) return { errorName: typeof root };
  const code =
    "code" in root && (typeof root.code === "string" || typeof root.code === "number") ? root.code : undefined;
  const stack = (root.stack ?? "")
    .split("\n")
    .filter((line) => line.trimStart().startsWith("at "))
    .slice(0, 8)
    .join("\n");
  return { errorName: root.name, code, stack };
};
