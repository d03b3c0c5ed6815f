import { readEnv } from "./env.ts";
import { startServer, type Server } from "./server.ts";

const begin = async (): Promise<Server> => {
  const env = readEnv(process.env);
  return startServer({
    databases: env.databases,
    dataDir: env.HANDRAIL_DATA_DIR,
    port: env.PORT,
    host: env.HOST,
    trustedProxies: env.TRUSTED_PROXIES,
    logLevel: env.LOG_LEVEL,
    carriers: {
      smtpUrl: env.SMTP_URL,
      mailFrom: env.MAIL_FROM,
      smsUrl: env.SMS_URL,
      smsAccount: env.SMS_ACCOUNT,
      smsToken: env.SMS_TOKEN,
      smsFrom: env.SMS_FROM,
    },
    ...(env.HANDRAIL_WEB_DIR === undefined ? {} : { webDir: env.HANDRAIL_WEB_DIR }),
    ...(env.KMS_KEY_ID === undefined ? {} : { kmsKeyId: env.KMS_KEY_ID }),
    ...(env.CALLS_PER_PERSON === undefined ? {} : { callsPerPerson: env.CALLS_PER_PERSON }),
    ...(env.REDIS_URL === undefined ? {} : { redisUrl: env.REDIS_URL }),
    ...(env.PUBLIC_URL === undefined ? {} : { publicUrl: env.PUBLIC_URL }),
  });
};

const fail = (error: unknown): never => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
};

begin().then((server) => {
  process.send?.("listening");
  const stop = (): void => {
    server.close().then(() => process.exit(0), fail);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  // Started by another process that is gone: nobody would stop this one.
  process.once("disconnect", stop);
}, fail);
