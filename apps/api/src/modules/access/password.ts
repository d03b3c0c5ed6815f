import { hash, verify } from "@node-rs/argon2";

/** OWASP's first choice for argon2id; some 16 ms of a core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The same password typed on two keyboards may arrive in two spellings of Unicode. */
const typed = (password: string): string => password.normalize("NFKC");

export const hashPassword = (password: string): Promise<string> => hash(typed(password), cost);

export const verifyPassword = (passwordHash: string, password: string): Promise<boolean> =>
  verify(passwordHash, typed(password));

/** Of a password that nobody has: verified where there is no account, so that both take the same time. */
export const nobodysHash =
  "$argon2id$v=19$m=19456,t=2,p=1$2E1kle08MeNU+aDAEsAdyg$cWjM3fHwNZ0eNEIETVqnWzmI7V0CgpNjXaWAX9oD+do";
